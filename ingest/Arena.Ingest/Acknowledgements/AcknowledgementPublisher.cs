using System.Threading.Channels;
using Arena.Ingest.Decoding;
using Arena.Ingest.Ledger;
using Arena.Mqtt;
using Arena.Wire;
using Arena.Wire.Acknowledgements;

namespace Arena.Ingest.Acknowledgements;

/// <summary>
/// Tells nodes what is terminal: on each node's <c>ack</c> topic, retained, QoS 1, the newest state of the ledger and nothing in between. Every
/// known node is told again after each connection, so that a broker that lost its retained messages has them again.
/// </summary>
/// <remarks>
/// Holds a set of nodes that are owed one, so a thousand commits cost at most one message a node and round. A round is at most every
/// <see cref="LeastBetween"/>.
/// </remarks>
internal sealed partial class AcknowledgementPublisher(
    IMqttLink link, ILedger ledger, VenueCatalogue catalogue, TimeProvider time, ILogger<AcknowledgementPublisher> logger)
{
    /// <summary>At most ten a second to a node.</summary>
    public static readonly TimeSpan LeastBetween = TimeSpan.FromMilliseconds(100);

    private readonly Lock _gate = new();
    private readonly Channel<bool> _some = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly StandingAcknowledgements _standing = new(ledger, time);
    private HashSet<string> _due = [];
    private volatile bool _silent;

    /// <summary>A node is owed an acknowledgement. Returns at once.</summary>
    public void Due(string node)
    {
        lock (_gate)
        {
            if (_due.Add(node))
                _some.Writer.TryWrite(true);
        }
    }

    /// <summary>This stands on a node's topic now. Where other ingest services write there too, it is written again when this one knows more.</summary>
    public void Heard(string node, Acknowledgement standing)
    {
        if (ledger.IsShared && catalogue.HasNode(node))
            _standing.Heard(node, standing);
    }

    /// <summary>Publishes nothing from now on: another ledger speaks to the nodes.</summary>
    public void Silence() => _silent = true;

    /// <summary>Publishes what is due until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var reconnects = Task.WhenAll(RepeatAfterConnectsAsync(cancellationToken), CorrectAsync(cancellationToken));
        ledger.Renewed += OnRenewed;
        try
        {
            while (true)
            {
                await _some.Reader.ReadAsync(cancellationToken);
                await RoundAsync(cancellationToken);
                await Task.Delay(LeastBetween, time, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await reconnects;
        }
        finally
        {
            ledger.Renewed -= OnRenewed;
        }
    }

    /// <summary>Publishes what is due once.</summary>
    public async Task RoundAsync(CancellationToken cancellationToken)
    {
        HashSet<string> nodes;
        lock (_gate)
            (nodes, _due) = (_due, []);
        await Task.WhenAll(nodes.Select(node => PublishAsync(node, cancellationToken)));
    }

    private void OnRenewed(object? sender, EventArgs nothing) => AllDue();

    private void AllDue()
    {
        foreach (var node in catalogue.Manifest.Nodes.Select(node => node.Name).Union(ledger.Nodes))
            Due(node);
    }

    private async Task PublishAsync(string node, CancellationToken cancellationToken)
    {
        if (_silent)
            return;
        var topic = new Topic(catalogue.Manifest.Site, node, TopicKind.Ack).ToString();
        var payload = ledger.AcknowledgementFor(node).ToJson();
        var outcome = await link.PublishAsync(
            new MqttPublish(topic, payload, QoS.AtLeastOnce, Retain: true, ContentType: Acknowledgement.ContentType), cancellationToken);

        // Unconfirmed means no connection: the next one repeats all of them.
        if (outcome == PublishOutcome.Refused)
            LogRefused(logger, topic);
    }

    private async Task RepeatAfterConnectsAsync(CancellationToken cancellationToken)
    {
        var status = link.Status;
        var repeated = 0;
        try
        {
            while (true)
            {
                if (status.Online && status.Connection != repeated)
                {
                    repeated = status.Connection;
                    AllDue();
                }

                status = await link.WaitForStatusAsync(status, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Stopped.
        }
    }

    private async Task CorrectAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (ledger.IsShared)
            {
                await Task.Delay(StandingAcknowledgements.Settled, time, cancellationToken);
                foreach (var node in _standing.Outdated())
                    Due(node);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Stopped.
        }
    }

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "The broker refuses acknowledgements on {Topic}: its node keeps everything. Allow ingest to write it (arena-ingest access)")]
    private static partial void LogRefused(ILogger logger, string topic);
}
