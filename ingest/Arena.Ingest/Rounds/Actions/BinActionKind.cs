namespace Arena.Ingest.Rounds.Actions;

/// <summary>What someone at a bin says of it with one tap.</summary>
internal enum BinActionKind
{
    Emptied,

    /// <summary>Was at it and left it as it is; says why.</summary>
    Skipped,

    /// <summary>The whole bin was taken away, and an empty one put in its place.</summary>
    Swapped,

    /// <summary>Waste lies beside it, or its lid doesn't close.</summary>
    Overflowing,

    /// <summary>Its sensors were cleaned or mended: what they said before is no longer held against them.</summary>
    SensorCleaned,
}

/// <summary>Names of actions and of reasons to skip a bin, as the API has them.</summary>
internal static class BinActionKinds
{
    private static readonly (BinActionKind Kind, string Name)[] All =
    [
        (BinActionKind.Emptied, "emptied"),
        (BinActionKind.Skipped, "skipped"),
        (BinActionKind.Swapped, "swapped"),
        (BinActionKind.Overflowing, "overflowing"),
        (BinActionKind.SensorCleaned, "sensor_cleaned"),
    ];

    /// <summary>All names.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(each => each.Name)];

    /// <summary>Somebody was there and saw that it is not full.</summary>
    public const string NotFull = "not-full";

    /// <summary>Why a bin is skipped.</summary>
    public static IReadOnlyList<string> Reasons { get; } = ["locked", "blocked", NotFull, "no-time", "other"];

    public static string Name(this BinActionKind kind) => Array.Find(All, each => each.Kind == kind).Name;

    public static bool TryParse(string? name, out BinActionKind kind)
    {
        var place = Array.FindIndex(All, each => each.Name == name);
        kind = place < 0 ? default : All[place].Kind;
        return place >= 0;
    }

    /// <summary>Nothing is in the bin afterwards.</summary>
    public static bool Empties(this BinActionKind kind) => kind is BinActionKind.Emptied or BinActionKind.Swapped;
}
