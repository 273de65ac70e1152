using System.Text.Json.Serialization;
using Arena.Ingest.Said;

namespace Arena.Ingest.Checks;

/// <summary>What is said of sorting checks and trials; what is null is not spoken of.</summary>
internal sealed record CheckSaid : ISaid
{
    public required string Action { get; init; }

    /// <summary>When it was done.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>A check that was made.</summary>
    public CheckMade? Check { get; init; }

    /// <summary>Action of a check that doesn't count any more.</summary>
    public string? Undoes { get; init; }

    /// <summary>A trial that is written down, or changed when there is one of its name.</summary>
    public TrialSaid? Trial { get; init; }
}

/// <summary>A check, as it was made.</summary>
internal sealed record CheckMade(string Zone, string Fraction, string Method, double? TotalKg, IReadOnlyList<WrongMade> Wrong, string? Note);

/// <summary>A wrong part of it; one of the two is there, after its method.</summary>
internal sealed record WrongMade(string Fraction, double? Kg, double? Share);

/// <summary>What is said of a trial.</summary>
internal sealed record TrialSaid
{
    public string? Name { get; init; }

    public string? What { get; init; }

    public IReadOnlyList<string>? Points { get; init; }

    public IReadOnlyList<string>? Zones { get; init; }

    public DateTimeOffset? Before { get; init; }

    public DateTimeOffset? From { get; init; }

    public DateTimeOffset? To { get; init; }

    public bool? Withdrawn { get; init; }
}

/// <summary>How events lie in the file.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CheckSaid))]
internal sealed partial class CheckJson : JsonSerializerContext;
