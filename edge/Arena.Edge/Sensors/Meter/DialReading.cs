using System.Text.Json.Serialization;

namespace Arena.Edge.Sensors.Meter;

/// <summary>Why a register goes on from where it does.</summary>
internal enum DialCause
{
    /// <summary>Nobody has read the display yet: from what was published before, or from 0.</summary>
    Begun,

    /// <summary>Somebody read the display.</summary>
    Read,

    /// <summary>The meter was swapped, and somebody read the new one's display.</summary>
    Swapped,

    /// <summary>The manifest says another worth of a pulse; the register itself does not step.</summary>
    Rescaled,
}

/// <summary>A point from which a meter's register is counted: so much stood there when so many pulses had been counted.</summary>
/// <param name="Series">Register, <c>point/quantity</c>.</param>
/// <param name="Cause">Why.</param>
/// <param name="At">When the display was read, UTC.</param>
/// <param name="By">Who read it; empty where nobody did.</param>
/// <param name="Register">In the quantity's unit; passes of the display through 0 are counted in.</param>
/// <param name="Pulses">Pulses counted until <paramref name="At"/>.</param>
/// <param name="PerPulse">Worth of one from there on, in the quantity's unit.</param>
internal sealed record DialReading(
    [property: JsonRequired] string Series,
    [property: JsonRequired] DialCause Cause,
    [property: JsonRequired] DateTimeOffset At,
    [property: JsonRequired] string By,
    [property: JsonRequired] double Register,
    [property: JsonRequired] double Pulses,
    [property: JsonRequired] double PerPulse)
{
    /// <summary>As it was read off the front, with its unit; null where nobody did.</summary>
    public string? Display { get; init; }

    /// <summary>Our register at that time, before.</summary>
    public double? Counted { get; init; }

    /// <summary>By how much we counted more (or less) than the display moved since the reading before, %; null for the first.</summary>
    public double? DriftPct { get; init; }

    /// <summary>Pulses that we miss (or, negative, have too many) by the display since the reading before; null for the first.</summary>
    public long? PulsesMissing { get; init; }

    /// <summary>The register when so many pulses are counted.</summary>
    public double RegisterAt(double pulses) => Register + ((pulses - Pulses) * PerPulse);
}

/// <summary>One line of a meter's book: serialisers made at build time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(DialReading))]
internal sealed partial class DialJson : JsonSerializerContext;
