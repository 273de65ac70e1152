namespace Arena.Ingest.Decoding;

/// <summary>The venue's bounds for what is accepted.</summary>
internal sealed record DecodingRules
{
    /// <summary>A sample may lie this far ahead of ingest's clock: two clocks that are both right never differ so much.</summary>
    public TimeSpan MostAhead { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Samples older than this are refused. With InfluxDB, no longer than the bucket's own retention, which drops them without a word.</summary>
    public TimeSpan Retention { get; init; } = TimeSpan.FromDays(3653);

    /// <summary>Series a node may have begun: many times what hangs on one, and few for a database. Those the store has already go on.</summary>
    public int MostSeries { get; init; } = 500;
}
