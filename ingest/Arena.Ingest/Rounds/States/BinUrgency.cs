namespace Arena.Ingest.Rounds.States;

/// <summary>How a bin stands; what is worse comes later up to <see cref="Overflowing"/>.</summary>
internal enum BinUrgency
{
    /// <summary>Nobody tapped, and its sensors are silent or not believed.</summary>
    Unknown,

    /// <summary>It has room for what comes.</summary>
    Ok,

    /// <summary>To be emptied with the next round.</summary>
    Soon,

    /// <summary>To be emptied before the crowd is next on its feet.</summary>
    Urgent,

    /// <summary>Nothing more goes in without force.</summary>
    Full,

    /// <summary>Someone saw that waste lies beside it.</summary>
    Overflowing,

    /// <summary>It was just emptied, and what came since doesn't matter yet.</summary>
    Emptied,

    /// <summary>Someone was there and left it; for a while it is not asked for again.</summary>
    Skipped,
}

internal static class BinUrgencies
{
    /// <summary>As the API writes it.</summary>
    public static string Name(this BinUrgency urgency) => urgency switch
    {
        BinUrgency.Unknown => "unknown",
        BinUrgency.Ok => "ok",
        BinUrgency.Soon => "soon",
        BinUrgency.Urgent => "urgent",
        BinUrgency.Full => "full",
        BinUrgency.Overflowing => "overflowing",
        BinUrgency.Emptied => "emptied",
        BinUrgency.Skipped => "skipped",
        _ => throw new ArgumentOutOfRangeException(nameof(urgency), urgency, "no urgency"),
    };
}
