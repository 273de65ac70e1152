namespace Arena.Ingest.Forecast;

/// <summary>How many come to a match.</summary>
/// <param name="Spectators">Expected, or counted.</param>
/// <param name="Doubt">How wrong that may be, as a standard deviation of it: 0.1 of what is expected beforehand, 0 of what was counted.</param>
internal readonly record struct Crowd(double Spectators, double Doubt);
