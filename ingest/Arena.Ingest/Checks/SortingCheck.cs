using Arena.Wire;

namespace Arena.Ingest.Checks;

/// <summary>A plockanalys: what was in one bin at one time, and what of it belongs elsewhere.</summary>
internal sealed record SortingCheck
{
    /// <summary>The sender's own name for it: 32 hex digits.</summary>
    public required string Action { get; init; }

    /// <summary>When it was made.</summary>
    public required UnixTime At { get; init; }

    /// <summary>When ingest heard of it.</summary>
    public required UnixTime Heard { get; init; }

    /// <summary>Who made it.</summary>
    public required string Who { get; init; }

    public required string Point { get; init; }

    /// <summary>Of the bin as it was then.</summary>
    public required string Zone { get; init; }

    /// <summary>Of the bin as it was then.</summary>
    public required string Fraction { get; init; }

    /// <summary><see cref="CheckWords.Weighed"/> or <see cref="CheckWords.Estimated"/>.</summary>
    public required string Method { get; init; }

    /// <summary>All that was in it; null where nobody weighed it.</summary>
    public double? TotalKg { get; init; }

    /// <summary>By fraction; empty where all was right.</summary>
    public IReadOnlyList<WrongPart> Wrong { get; init; } = [];

    public string? Note { get; init; }

    /// <summary>Who took it back; null while it stands.</summary>
    public string? UndoneBy { get; init; }

    /// <summary>Time of its figures: <see cref="At"/>, a microsecond later for each check of that bin and time that came before.</summary>
    public required UnixTime FigureAt { get; init; }

    public bool Stands => UndoneBy is null;

    /// <summary>Share of what was in it that belongs elsewhere, 0 to 1.</summary>
    public double Contamination => Math.Min(1, Wrong.Sum(part => part.Share));

    /// <summary>The same in kilos; null where the whole was not weighed.</summary>
    public double? ContaminationKg => TotalKg * Contamination;
}
