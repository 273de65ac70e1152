namespace Arena.Ingest.Forecast;

/// <summary>What a bin took in during a match that is over.</summary>
/// <param name="Attendance">Spectators.</param>
/// <param name="Curve">What came when.</param>
internal sealed record PastMatch(double Attendance, FillCurve Curve);
