namespace Arena.Wire.Senml;

/// <summary>Which of SenML's value fields a record carries.</summary>
public enum SenmlValueKind
{
    /// <summary>None; allowed beside a sum.</summary>
    None,

    /// <summary><c>v</c>.</summary>
    Number,

    /// <summary><c>vs</c>.</summary>
    Text,

    /// <summary><c>vb</c>.</summary>
    Boolean,

    /// <summary><c>vd</c>, base64url as it came.</summary>
    Data,
}

/// <summary>A resolved SenML record (RFC 8428 section 4.6): base fields are applied, so it can be read alone.</summary>
public readonly record struct SenmlRecord
{
    /// <summary>Its place in the pack, from 0, records without a value included.</summary>
    public int Place { get; init; }

    /// <summary>Base name and name together.</summary>
    public required string Name { get; init; }

    /// <summary>Unit or base unit, or null.</summary>
    public string? Unit { get; init; }

    /// <summary>Which of the value properties holds.</summary>
    public SenmlValueKind Kind { get; init; }

    /// <summary>The number, or 1 and 0 for a boolean.</summary>
    public double Number { get; init; }

    /// <summary>The text or the base64url data.</summary>
    public string? Text { get; init; }

    /// <summary>Integrated value, or null.</summary>
    public double? Sum { get; init; }

    /// <summary>Base time and time together, in seconds; below 2^28 it is relative to now (section 4.5.3).</summary>
    public decimal TimeSeconds { get; init; }

    /// <summary>Seconds until the next reading at the latest, or null.</summary>
    public decimal? UpdateSeconds { get; init; }

    /// <summary>Arena's extension <c>quality</c>: the bit mask of <see cref="Quality"/>, 0 where absent.</summary>
    public long Quality { get; init; }

    /// <summary>Why the record can't be used, or <see cref="Reason.None"/>. The other properties hold what could be read.</summary>
    public Reason Fault { get; init; }

    /// <summary>Times below this are relative to now: 2^28 s, which is in 1978.</summary>
    public const decimal RelativeTimeLimitSeconds = 268_435_456m;
}
