using System.Text.Json;

namespace Arena.Wire.Gaps;

/// <summary>Why data are missing, fewer than were measured, or less certain. Only ever added to.</summary>
public enum GapCause
{
    /// <summary>A cause of a newer edge than this reader.</summary>
    Unknown,

    /// <summary>Disk full: samples that had not been published were replaced by fewer.</summary>
    Thinned,

    /// <summary>Disk full: the oldest samples were dropped.</summary>
    DiskFull,

    /// <summary>Disk full and memory full: samples were given up before they were sealed.</summary>
    MemoryFull,

    /// <summary>The outbox file was damaged; what could be read was sealed anew.</summary>
    OutboxDamaged,

    /// <summary>The outbox was an old copy or a clone; what it kept was sealed anew.</summary>
    OutboxForked,

    /// <summary>An earlier ledger had confirmed the batches, the node has deleted them, and the new ledger doesn't know them.</summary>
    ConfirmedEarlier,

    /// <summary>The clock was set back: samples that could not be placed after those before were given up.</summary>
    ClockSetBack,

    /// <summary>Nothing is lost: the clock was not synchronised, and the times are estimated within the span.</summary>
    TimeEstimated,

    /// <summary>The worker did not run.</summary>
    NodeOff,

    /// <summary>A sensor gave no reading.</summary>
    SensorFault,
}

/// <summary>How a <see cref="GapCause"/> is written.</summary>
public static class GapCauseText
{
    private static readonly string[] Slugs = Array.ConvertAll(Enum.GetNames<GapCause>(), JsonNamingPolicy.KebabCaseLower.ConvertName);

    /// <summary>The cause in kebab-case: <c>disk-full</c>.</summary>
    public static string Slug(this GapCause cause) => Slugs[(int)cause];

    /// <summary>The cause a slug stands for; <see cref="GapCause.Unknown"/> for one that nobody here knows.</summary>
    public static GapCause Parse(string slug) => (GapCause)Math.Max(0, Array.IndexOf(Slugs, slug));
}
