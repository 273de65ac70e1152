namespace Arena.Ingest.Tests.People;

/// <summary>The real clock, moved on by hand.</summary>
internal sealed class HandClock : TimeProvider
{
    private long _ahead;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + new TimeSpan(Interlocked.Read(ref _ahead));

    public void MoveOn(TimeSpan by) => Interlocked.Add(ref _ahead, by.Ticks);
}
