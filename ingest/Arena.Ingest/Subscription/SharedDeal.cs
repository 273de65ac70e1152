using Arena.Ingest.Ledger;
using Arena.Ingest.Store;
using Arena.Mqtt;

namespace Arena.Ingest.Subscription;

/// <summary>Filter of the shared subscription; null where this service gets all messages itself.</summary>
internal sealed record DealtFilter(string? Filter);

/// <summary>What the broker deals to this service of a shared subscription. It is left in order: nothing more is dealt, and what was dealt is taken.</summary>
/// <remarks>
/// One that just goes is dealt its share for as long as its session stands, and nobody reads that. But one that is alone keeps its session as it is: what
/// strangers publish while it is restarted, and would send to nobody twice, waits there.
/// </remarks>
internal sealed partial class SharedDeal(DealtFilter dealt, IMqttLink link, ILedger ledger, Intake intake, FlowLimits limits, TimeProvider time, ILogger<SharedDeal> logger)
{
    // What waits behind the receive maximum comes as soon as something is acknowledged, so well within this.
    private static readonly TimeSpan Still = TimeSpan.FromMilliseconds(500);

    /// <summary>Leaves it, if others are there to be dealt more. Returns when nothing more comes, at the latest after the time a stop has.</summary>
    public async Task LeaveAsync()
    {
        if (dealt.Filter is not { } filter)
            return;
        using var soon = new CancellationTokenSource(limits.Drain, time);
        try
        {
            if (!await ledger.HasCompanyAsync(soon.Token) || !await link.UnsubscribeAsync(filter, soon.Token))
                return;
            LogLeft(logger, filter);
            long taken;
            do
            {
                taken = intake.Dealt;
                await Task.Delay(Still, time, soon.Token);
            }
            while (intake.Dealt > taken);
        }
        catch (Exception fault) when (fault is StoreUnavailableException or InvalidOperationException or OperationCanceledException)
        {
            LogStays(logger, filter, fault.Message);
        }
    }

    [LoggerMessage(LogLevel.Information, "{Filter} is left: other services are dealt all of it from now on")]
    private static partial void LogLeft(ILogger logger, string filter);

    [LoggerMessage(LogLevel.Warning, "{Filter} is not left in order; what is dealt to this service waits until its session ends, and nodes offer it again: {Why}")]
    private static partial void LogStays(ILogger logger, string filter, string why);
}
