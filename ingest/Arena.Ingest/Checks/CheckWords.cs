namespace Arena.Ingest.Checks;

/// <summary>The words a sorting check is made of.</summary>
internal static class CheckWords
{
    /// <summary>Each part was put on a scale.</summary>
    public const string Weighed = "weighed";

    /// <summary>Shares by the eye.</summary>
    public const string Estimated = "estimated";

    /// <summary>Signs were changed.</summary>
    public const string Signs = "signs";

    /// <summary>Bins were moved, added or given other lids.</summary>
    public const string Layout = "layout";

    public const string Other = "other";

    public static IReadOnlyList<string> Methods { get; } = [Weighed, Estimated];

    public static IReadOnlyList<string> Changes { get; } = [Signs, Layout, Other];

    /// <summary>Where something wrong can belong: the national signage (Avfall Sverige, 2020), deposit, what may be in no bin of a ground, and what belongs to none of these.</summary>
    public static IReadOnlyList<string> Fractions { get; } =
        ["residual", "food", "plastic", "paper-packaging", "metal", "glass", "paper", "deposit", "hazardous", "electronics", Other];
}
