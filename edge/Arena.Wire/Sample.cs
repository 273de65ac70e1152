namespace Arena.Wire;

/// <summary>One measured value. (<paramref name="Series"/>, <paramref name="Time"/>) is its identity: a resend of it is the same sample.</summary>
/// <param name="Series">Point and quantity.</param>
/// <param name="Time">When it was measured.</param>
/// <param name="Value">In the quantity's unit; always finite.</param>
/// <param name="Quality">What is known against it.</param>
public readonly record struct Sample(SeriesName Series, UnixTime Time, double Value, Quality Quality = Quality.Good);
