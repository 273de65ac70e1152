using Arena.Ingest.Acknowledgements;
using Arena.Ingest.Decoding;
using Arena.Ingest.Insight;
using Arena.Ingest.Store;
using Arena.Mqtt;

namespace Arena.Ingest.Subscription;

/// <summary>The way of a reading through ingest, from start to drain.</summary>
/// <remarks>
/// <code>
/// start: store open (retried) ─ live view and counters seeded from it ─ link started ─ intake ║ committer ║ acknowledgements
/// yield: another ingest is at work: as a stop, but the process stays and can be asked
/// stop:  the shared subscription is left, where there is one ─ intake ends ─ committer empties the room (bounded) ─ last acknowledgements ─ link and store closed by their owner
/// </code>
/// </remarks>
internal sealed partial class IngestFlow(
    ISampleStore store, StoreRetry retry, IMqttLink link, CounterWatch counters, SeriesQuota quota, LiveState live, DayTotals totals, Quarantine quarantine,
    Intake intake, SharedDeal deal, Committer committer, AcknowledgementPublisher acknowledgements, GenerationWatch generations, FlowLimits limits, TimeProvider time,
    IHostApplicationLifetime lifetime, ILogger<IngestFlow> logger) : IHostedService, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _abandon = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _running = Task.CompletedTask;

    /// <summary>Completes when the store is open and the link was online for the first time.</summary>
    public Task Ready => _ready.Task;

    /// <summary>The flow broke for a reason of its own; the process should end with a fault.</summary>
    public bool Broken { get; private set; }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _running = RunAsync();
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (!_running.IsCompleted)
            await deal.LeaveAsync();
        await _stop.CancelAsync();
        _abandon.CancelAfter(limits.Drain);
        await _running.WaitAsync(cancellationToken);
    }

    public void Dispose()
    {
        _stop.Dispose();
        _abandon.Dispose();
    }

    private async Task RunAsync()
    {
        await Task.Yield();
        try
        {
            await OpenAsync(_stop.Token);
            link.Start();
            await Task.WhenAll(
                EndingAllAsync(MoveAsync()),
                EndingAllAsync(acknowledgements.RunAsync(_stop.Token)),
                EndingAllAsync(YieldAsync(_stop.Token)),
                EndingAllAsync(AnnounceAsync(_stop.Token)));
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            _ready.TrySetCanceled();
        }
#pragma warning disable CA1031 // Whatever breaks the flow ends the process: a half-working ingest would be worse.
        catch (Exception error)
#pragma warning restore CA1031
        {
            Broken = true;
            LogBroken(logger, error);
            _ready.TrySetCanceled(CancellationToken.None);
            lifetime.StopApplication();
        }
    }

    private async Task OpenAsync(CancellationToken cancellationToken)
    {
        await retry.RunAsync(
            async cancel =>
            {
                await store.OpenAsync(cancel);
                await SeedAsync(cancel);
                return true;
            },
            cancellationToken);
    }

    private async Task SeedAsync(CancellationToken cancellationToken)
    {
        await quarantine.RecountAsync(cancellationToken);
        try
        {
            var latest = await store.LatestAsync(cancellationToken);
            counters.Seed(latest);
            quota.Seed(latest);
            live.Seed(latest);
            await totals.RecountAsync(cancellationToken);
        }
        catch (ReadNotSupportedException error)
        {
            // Some databases only take samples (VictoriaMetrics): the live view then begins with what comes.
            LogUnread(logger, error.Message);
        }
    }

    private async Task MoveAsync()
    {
        var committing = committer.RunAsync(_abandon.Token);
        await Task.WhenAll(EndingAllAsync(intake.RunAsync(_stop.Token)), EndingAllAsync(committing));

        // Stopped and committed: the nodes are told before the link closes.
        using var soon = new CancellationTokenSource(limits.Drain, time);
        await acknowledgements.RoundAsync(soon.Token);
    }

    // Away from the broker, which has one session for ingest: the other one gets all of it. What was read so far can still be asked for over HTTP.
    private async Task YieldAsync(CancellationToken cancellationToken)
    {
        await generations.RunAsync(cancellationToken);
        if (cancellationToken.IsCancellationRequested)
            return;
        await _stop.CancelAsync();
        await link.DisposeAsync();
    }

    private async Task AnnounceAsync(CancellationToken cancellationToken)
    {
        var status = link.Status;
        while (!status.Online)
            status = await link.WaitForStatusAsync(status, cancellationToken);
        _ready.TrySetResult();
    }

    // One part that breaks ends the others: none of them is of use alone.
    private async Task EndingAllAsync(Task part)
    {
        try
        {
            await part;
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            await _stop.CancelAsync();
            await _abandon.CancelAsync();
            throw;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The live view begins empty, and figures of the day stay unknown: {Reason}")]
    private static partial void LogUnread(ILogger logger, string reason);

    [LoggerMessage(Level = LogLevel.Critical, Message = "Ingest can't go on")]
    private static partial void LogBroken(ILogger logger, Exception error);
}
