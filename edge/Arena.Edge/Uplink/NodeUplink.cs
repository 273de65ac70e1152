using Arena.Edge.Outbox;
using Arena.Mqtt;
using Arena.Wire;
using Arena.Wire.Acknowledgements;
using Arena.Wire.Batches;
using Arena.Wire.Nodes;
using Microsoft.Extensions.Logging;

namespace Arena.Edge.Uplink;

/// <summary>
/// Brings a node's sealed batches to ingest, over any number of connections and brokers, until ingest confirms them. A PUBACK frees nothing: it
/// proves only that a broker had the batch.
/// </summary>
/// <remarks>
/// <code>
///   sealed ─► window ─► payload from disk ─► publish (QoS 1) ─► broker ─► ingest
///                ▲                                                          │
///                └── merge: bookmark on disk, window moves ◄── ack topic ◄──┘
/// </code>
/// </remarks>
internal sealed partial class NodeUplink : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Topic _data;
    private readonly string _dataTopic;
    private readonly string _ackTopic;
    private readonly IMqttLink _link;
    private readonly BatchLog _log;
    private readonly UplinkOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly DeliveryWindow _window;
    private readonly NodePresence _presence;
    private readonly Wakeup _wakeup;
    private readonly TaskCompletionSource _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly long _started;
    private long _ignoredAcknowledgements;
    private TimeSpan _longWaitToldAt = TimeSpan.MinValue;

    /// <param name="data">The node's data topic.</param>
    /// <param name="meta">What the node says it is.</param>
    /// <param name="link">Made with <see cref="OptionsFor"/>, not started; stays the caller's.</param>
    /// <param name="log">Its sealed batches.</param>
    /// <param name="options">Window and patience.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Where it logs.</param>
    /// <param name="uniform">Gives the back-off's jitter, numbers in [0, 1).</param>
    public NodeUplink(
        Topic data, NodeMeta meta, IMqttLink link, BatchLog log, UplinkOptions options, TimeProvider time, ILogger logger, Func<double> uniform)
    {
        (_data, _link, _log, _options, _time, _logger) = (data, link, log, options, time, logger);
        (_dataTopic, _ackTopic) = (data.ToString(), (data with { Kind = TopicKind.Ack }).ToString());
        _window = new DeliveryWindow(options, new ResendPolicy(options, uniform));
        _presence = new NodePresence(data, meta, link, log, options, time, logger);
        _wakeup = new Wakeup(time);
        _started = time.GetTimestamp();
        _window.Restart(log.Settled());
    }

    /// <summary>Acknowledgements that were not for this outbox: another epoch's, an old ledger's, or of numbers never sealed.</summary>
    public long IgnoredAcknowledgements => Interlocked.Read(ref _ignoredAcknowledgements);

    private TimeSpan Now => _time.GetElapsedTime(_started);

    /// <summary>What a node's link needs beside address and secrets: its topics, its will, and no session, because the outbox is the queue.</summary>
    public static MqttLinkOptions OptionsFor(Topic data, MqttLinkOptions broker) => broker with
    {
        ClientId = data.Node,
        SessionExpiry = TimeSpan.Zero,
        CleanStart = true,
        ReceiveMaximum = 16,
        Subscriptions = [new MqttSubscription((data with { Kind = TopicKind.Ack }).ToString(), QoS.AtLeastOnce)],
        Will = NodePresence.WillOf(data),
    };

    /// <summary>Runs until cancelled, then says that the node leaves.</summary>
    /// <exception cref="OutboxBrokenException">The worker must end.</exception>
    /// <exception cref="OutboxRenewalException">The outbox must be opened anew.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        _log.BatchSealed += OnSealed;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task[] loops = [WatchAsync(stop.Token), ReceiveAsync(stop.Token), SendAsync(stop.Token), _presence.RunAsync(stop.Token)];
        try
        {
            _link.Start();
            await await Task.WhenAny([.. loops, _failed.Task]);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
        finally
        {
            _log.BatchSealed -= OnSealed;
            await stop.CancelAsync();
            await Task.WhenAll(loops).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await _presence.LeaveAsync();
    }

    public void Dispose()
    {
        _presence.Dispose();
        _wakeup.Dispose();
    }

    private void OnSealed(object? sender, EventArgs e) => _wakeup.Wake();

    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        for (var status = default(MqttLinkStatus); ; status = await _link.WaitForStatusAsync(status, cancellationToken))
        {
            if (status == default) status = _link.Status;
            lock (_gate) _window.Connected(status.Online ? status.Connection : 0);
            if (status.Online) _presence.Connected();
            else _presence.Disconnected();
            _wakeup.Wake();
        }
    }

    private async Task SendAsync(CancellationToken cancellationToken)
    {
        // Reading a payload waits for the disk: not on the thread that starts the node.
        await Task.Yield();
        while (true)
        {
            while (TryTake(out var sequence)) Offer(sequence, cancellationToken);
            TellOfLongWait();
            OfferUnprovenAgain();
            await _wakeup.WaitAsync(UntilNext(), cancellationToken);
        }
    }

    private bool TryTake(out long sequence)
    {
        lock (_gate)
        {
            _window.Sealed(_log.Highest);
            return _window.TryTake(Now, out sequence);
        }
    }

    private void Offer(long sequence, CancellationToken cancellationToken)
    {
        if (_log.Offered(sequence) is not { } payload)
        {
            // Confirmed and deleted between the two.
            lock (_gate) _window.Settle(_log.Settled(), Now);
            return;
        }

        lock (_gate) _window.Weigh(sequence, payload.Length);

        // Nobody awaits a publish, so what goes wrong in it must reach the loop that can end the node.
        _ = PublishAsync(sequence, payload, cancellationToken).ContinueWith(
            publish => _failed.TrySetException(publish.Exception!.InnerExceptions),
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted,
            TaskScheduler.Default);
    }

    private async Task PublishAsync(long sequence, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        var outcome = await _link.PublishAsync(
            new MqttPublish(_dataTopic, payload, QoS.AtLeastOnce, ContentType: SealedBatch.ContentType), cancellationToken);
        if (outcome == PublishOutcome.Refused) PublishRefused(_logger, sequence, _dataTopic);
        lock (_gate) _window.Published(sequence, outcome, Now);
        _wakeup.Wake();
    }

    private async Task ReceiveAsync(CancellationToken cancellationToken)
    {
        var deliveries = new MqttDelivery[16];
        while (await _link.WaitForDeliveriesAsync(cancellationToken))
        {
            var count = _link.TakeDeliveries(deliveries);
            foreach (var delivery in deliveries.AsSpan(0, count)) Receive(delivery);
            _link.Acknowledge(deliveries.AsSpan(0, count));
            _wakeup.Wake();
        }
    }

    private void Receive(in MqttDelivery delivery)
    {
        if (delivery.Topic != _ackTopic) return;
        if (Acknowledgement.TryParse(delivery.Payload.Span, out var acknowledgement, out var fault)) Merge(acknowledgement);
        else Unreadable(_logger, _ackTopic, fault);
    }

    private void Merge(Acknowledgement acknowledgement)
    {
        var (verdict, settled, knowsLess) = _log.Merge(acknowledgement);
        if (knowsLess) _presence.Contradict();
        switch (verdict)
        {
            case AcknowledgementVerdict.Advanced:
                lock (_gate) _window.Settle(settled, Now);
                break;
            case AcknowledgementVerdict.NewGeneration:
                NewLedger(_logger, acknowledgement.Generation, _log.Waiting);
                lock (_gate) _window.Restart(settled);
                break;
            case AcknowledgementVerdict.NeverSealed or AcknowledgementVerdict.OtherHistory:
                Interlocked.Increment(ref _ignoredAcknowledgements);
                Forked(verdict);
                break;
            case AcknowledgementVerdict.FutureGeneration:
                Interlocked.Increment(ref _ignoredAcknowledgements);
                FromTheFuture(_logger, acknowledgement.Generation);
                break;
            case AcknowledgementVerdict.ForeignEpoch or AcknowledgementVerdict.OldGeneration:
                Interlocked.Increment(ref _ignoredAcknowledgements);
                break;
            default:
                break;
        }
    }

    // Ingest has batches of this epoch that are not ours: they were sealed after this file had been copied. Or the message is forged. Sealing anew
    // is right in both cases.
    private void Forked(AcknowledgementVerdict verdict)
    {
        var what = verdict == AcknowledgementVerdict.NeverSealed ? "numbers that were never sealed here" : "other batches than those sealed here";
        var renews = _log.AskForRenewal($"ingest confirms {what}: this outbox is an old copy or a clone");
        ConfirmsOthers(_logger, _data.Node, _log.Epoch, what, _log.Highest, renews ? "It is renewed" : "It was renewed not long ago, so that nothing is done");
        if (renews) throw new OutboxRenewalException($"the outbox of {_data.Node} is an old copy or a clone, or an acknowledgement was forged");
    }

    private void OfferUnprovenAgain()
    {
        if (_log.TakeBackUnproven() is not { } settled) return;
        StaysUnproven(_logger, _log.Confirmed().Proven, _log.Waiting);
        lock (_gate) _window.Restart(settled);
        _wakeup.Wake();
    }

    private TimeSpan UntilNext()
    {
        lock (_gate)
        {
            if (_window.NextDue() is not { } due) return Timeout.InfiniteTimeSpan;
            return due - Now is var wait && wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
        }
    }

    private void TellOfLongWait()
    {
        (long Sequence, TimeSpan Since)? oldest;
        int inFlight, aside;
        lock (_gate) (oldest, inFlight, aside) = (_window.Oldest, _window.InFlight, _window.Aside);
        if (oldest is not { } waits || Now - waits.Since < _options.LongWait || Now < _longWaitToldAt + _options.MaxResendAfter) return;
        _longWaitToldAt = Now;
        LongWait(_logger, waits.Sequence, (long)(Now - waits.Since).TotalSeconds, inFlight, aside, _log.Waiting);
    }
}
