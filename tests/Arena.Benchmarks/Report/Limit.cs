using System.Globalization;
using System.Text.Json.Serialization;

namespace Arena.Benchmarks.Report;

/// <summary>What a figure must reach, and doesn't always: a miss stands in the table and fails nothing, because speed on a busy machine is no test.</summary>
internal sealed record Limit(double Value, bool AtMost)
{
    public static Limit NoLessThan(double value) => new(value, AtMost: false);

    public static Limit NoMoreThan(double value) => new(value, AtMost: true);

    [JsonIgnore]
    public string Sign => AtMost ? "≤" : "≥";

    public bool Holds(double value) => AtMost ? value <= Value : value >= Value;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Sign} {Value:0.####}");
}
