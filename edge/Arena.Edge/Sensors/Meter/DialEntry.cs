namespace Arena.Edge.Sensors.Meter;

/// <summary>What a technician enters.</summary>
/// <param name="Text">The digits as the display shows them, with a decimal point.</param>
/// <param name="At">When it was read.</param>
/// <param name="By">Who read it.</param>
/// <param name="Swapped">It is the display of another meter, put in place of the last one.</param>
/// <param name="Accept">It is right although it differs much from what was counted.</param>
internal sealed record DialEntry(string Text, DateTimeOffset At, string By, bool Swapped, bool Accept);
