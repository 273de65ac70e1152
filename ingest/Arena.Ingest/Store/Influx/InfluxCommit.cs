namespace Arena.Ingest.Store.Influx;

/// <summary>A commit whose samples are on their way. Its memory is pooled: dispose it once nothing of it is read any more.</summary>
internal sealed class InfluxCommit(CommitPlan plan, SampleLines lines, Turn turn, long mark, Task<long> sending) : IDisposable
{
    public CommitPlan Plan => plan;

    public Turn Turn => turn;

    /// <summary>Completes when the database has confirmed the samples.</summary>
    /// <returns>Number of the write they hang on: the last of their own, or where none was needed the last that was begun before.</returns>
    public async Task<long> ConfirmedAsync() => Math.Max(await sending, mark);

    public void Dispose()
    {
        lines.Dispose();
        plan.Dispose();
    }
}
