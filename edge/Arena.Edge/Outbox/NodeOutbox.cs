using Arena.Edge.Outbox.Room;
using Arena.Edge.Outbox.Sqlite;
using Arena.Wire;
using Arena.Wire.Gaps;
using Microsoft.Extensions.Logging;

namespace Arena.Edge.Outbox;

/// <summary>
/// A node's outbox: samples in memory, the sealer, and the batches on disk, in <c>{data}/{node}/</c>. What sensors put becomes durable within
/// <see cref="OutboxOptions.MaxAge"/>.
/// </summary>
internal sealed partial class NodeOutbox : ISampleSink, IDisposable
{
    private const int LogEvery = 1_000;

    private readonly UnsealedSamples _samples;
    private readonly PendingGaps _gaps;
    private readonly OutboxOptions _options;
    private readonly IDisposable? _lock;
    private readonly ILogger _logger;
    private long _dropped;
    private long _notLater;
    private long _notFinite;

    /// <summary>Puts the parts together over a storage; it owns all of them.</summary>
    /// <param name="storage">The durable part.</param>
    /// <param name="options">How it seals and keeps.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Where it logs.</param>
    /// <param name="folder">Where its file is, for a storage that is an <see cref="IOutboxRoom"/>: whose disk it must not fill. Null for one without.</param>
    /// <param name="fileLock">Given back at the end.</param>
    public NodeOutbox(
        IOutboxStorage storage, OutboxOptions options, TimeProvider time, ILogger logger, string? folder = null, IDisposable? fileLock = null)
    {
        (_options, _logger, _lock) = (options, logger, fileLock);
        Log = new BatchLog(storage, options, time);
        _samples = new UnsealedSamples(options, time, storage.Opened.Series);
        _gaps = new PendingGaps(time);
        var room = folder is null ? null : new RoomKeeper(Log, folder, options, time, logger);
        Sealer = new Sealer(_samples, _gaps, Log, room, options, time, logger);
    }

    /// <summary>The sealed batches.</summary>
    public BatchLog Log { get; }

    /// <summary>The loop that seals.</summary>
    public Sealer Sealer { get; }

    public long WaitingBatches => Log.Waiting;

    /// <summary>Samples given up because sealing failed and memory was full.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Samples refused because they were not later than the newest of their series.</summary>
    public long NotLater => Interlocked.Read(ref _notLater);

    /// <summary>Samples refused because they were no finite number.</summary>
    public long NotFinite => Interlocked.Read(ref _notFinite);

    /// <summary>Opens or makes the outbox of a node and keeps every other worker out of it.</summary>
    /// <param name="folder"><c>{data}/{node}</c>; made when missing.</param>
    /// <param name="options">How it seals and keeps.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Where it logs.</param>
    /// <exception cref="OutboxUnusableException">It is in use, of a newer version, or can't be written.</exception>
    public static NodeOutbox Open(string folder, OutboxOptions options, TimeProvider time, ILogger logger)
    {
        var fileLock = OutboxLock.Take(folder);
        try
        {
            new ReserveFile(folder, options.ReserveBytes).ReleaseForOpening();
            return new NodeOutbox(OutboxFile.Open(folder, options, time, logger), options, time, logger, folder, fileLock);
        }
        catch
        {
            fileLock.Dispose();
            throw;
        }
    }

    public void Add(in Sample sample) => Put(new UnsealedSample(sample, IsRegister: false));

    public void AddRegister(in Sample sample) => Put(new UnsealedSample(sample, IsRegister: true));

    public double? RegisterOf(SeriesName series) => _samples.SealedRegisterOf(series);

    /// <summary>
    /// Declares something about data that are missing or uncertain: sealed with the next batch, at the latest after
    /// <see cref="OutboxOptions.MaxAge"/>. Never blocks; thread-safe.
    /// </summary>
    /// <param name="gap">Without batches: what removes batches declares them itself.</param>
    public void Declare(Gap gap) => _gaps.Put(gap);

    /// <summary>Waits until memory has room for more: what a producer that is faster than the disk waits for.</summary>
    public ValueTask RoomAsync(CancellationToken cancellationToken)
    {
        var most = Math.Min(4 * _options.MaxSamples, _options.MaxUnsealed / 2);
        return _samples.Count < most ? ValueTask.CompletedTask : new ValueTask(_samples.AllButAsync(most / 2).WaitAsync(cancellationToken));
    }

    /// <summary>Writes down what ingest has said since the last seal: at the end, when nothing more is sealed.</summary>
    public void KeepAcknowledgement()
    {
        try
        {
            Log.SaveAcknowledgement();
        }
        catch (OutboxFullException)
        {
            // It is said again on the next connection.
        }
    }

    public void Dispose()
    {
        Sealer.Dispose();
        Log.Dispose();
        _lock?.Dispose();
    }

    private void Put(UnsealedSample unsealed)
    {
        var outcome = _samples.Put(unsealed, out var lost);
        if (outcome != PutOutcome.Taken)
        {
            Refuse(outcome, unsealed.Sample);
            return;
        }

        if (lost.Count > 0) Lose(lost);
        if (_samples.Count >= _options.MaxSamples) Sealer.Wake();
    }

    private void Lose(LostSamples lost)
    {
        LogDropped(_logger, lost.Count, Interlocked.Add(ref _dropped, lost.Count));
        Declare(new Gap(GapCause.MemoryFull, lost.From, lost.To) { Samples = lost.Count, Detail = "disk full and memory full: given up before they were sealed" });
    }

    private static long Counted(ref long counter) => Interlocked.Increment(ref counter);

    [LoggerMessage(LogLevel.Warning, "{Series} at {Time} is not later than its newest sample and is dropped ({Count} so far): do two sensors give one series?")]
    private static partial void LogNotLater(ILogger logger, SeriesName series, UnixTime time, long count);

    [LoggerMessage(LogLevel.Warning, "{Series} gave {Value}, no finite number, and is dropped ({Count} so far).")]
    private static partial void LogNotFinite(ILogger logger, SeriesName series, double value, long count);

    [LoggerMessage(LogLevel.Error, "Sealing fails and memory is full: {Dropped} unsealed samples are lost, {Total} in all.")]
    private static partial void LogDropped(ILogger logger, int dropped, long total);
}
