namespace Arena.Ingest.Store.Rollups;

/// <summary>The windows rollups are kept for. Each holds a whole number of the one before; days are UTC days.</summary>
internal enum RollupLevel
{
    Minute,
    Quarter,
    Hour,
    Day,
}

/// <summary>Lengths and names of the windows.</summary>
internal static class RollupLevels
{
    public const int Count = 4;
    public const long HourUs = 3_600_000_000;

    private static readonly long[] Windows = [60_000_000, 900_000_000, HourUs, 24 * HourUs];
    private static readonly string[] Suffixes = ["1m", "15m", "1h", "1d"];

    /// <summary>Length in µs.</summary>
    public static long Window(this RollupLevel level) => Windows[(int)level];

    /// <summary>End of a table's or a measurement's name: <c>1m</c>, <c>15m</c>, <c>1h</c>, <c>1d</c>.</summary>
    public static string Suffix(this RollupLevel level) => Suffixes[(int)level];

    /// <summary>How many levels, from the finest on, have windows that <paramref name="everyUs"/> is a whole number of.</summary>
    public static int Dividing(long everyUs)
    {
        var levels = 0;
        while (levels < Count && everyUs % Windows[levels] == 0)
            levels++;
        return levels;
    }

    /// <summary>Start of the window a time is in, aligned to 1970.</summary>
    public static long Floor(long timeUs, long windowUs) => timeUs - (((timeUs % windowUs) + windowUs) % windowUs);

    /// <summary>The first start of a window not before a time.</summary>
    public static long Ceiling(long timeUs, long windowUs) => Floor(timeUs, windowUs) is var floor && floor == timeUs ? timeUs : floor + windowUs;
}
