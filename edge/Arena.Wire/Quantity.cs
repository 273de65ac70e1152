namespace Arena.Wire;

/// <summary>How a quantity's samples hang together.</summary>
public enum QuantityKind
{
    /// <summary>A level at a moment: mean, minimum and maximum make sense.</summary>
    Gauge,

    /// <summary>A register that grows: differences make sense.</summary>
    Counter,

    /// <summary>Something that happened: each one counts.</summary>
    Event,
}

/// <summary>What can be measured: one entry of the registry, <see cref="Quantities"/>.</summary>
/// <param name="Name">FIWARE attribute in snake_case; the second part of a SenML name.</param>
/// <param name="Unit">SenML unit (RFC 8428 section 12.1, RFC 8798).</param>
/// <param name="Kind">Gauge, counter or event.</param>
/// <param name="Measurement">InfluxDB measurement.</param>
/// <param name="Field">InfluxDB field; carries the unit.</param>
/// <param name="Decimals">Decimals an edge node keeps: finer is noise, and a decimal with at most 15 digits survives every store.</param>
/// <param name="Swedish">Name for staff.</param>
/// <param name="English">Name for researchers.</param>
public sealed record Quantity(
    string Name, string Unit, QuantityKind Kind, string Measurement, string Field, int Decimals, string Swedish, string English)
{
    /// <summary>The value as an edge node writes it: rounded, and never −0, which not every store tells from 0.</summary>
    public double Rounded(double value) => Math.Round(value, Decimals, MidpointRounding.ToEven) + 0.0;
}
