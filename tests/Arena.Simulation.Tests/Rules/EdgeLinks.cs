using Arena.Edge.Outbox;
using Arena.Mqtt;
using Arena.Simulation.Tests.Broker;
using Arena.Wire.Acknowledgements;
using Arena.Wire.Batches;

namespace Arena.Simulation.Tests.Rules;

/// <summary>Without <see cref="Rule.IngestConfirms"/>: the broker's PUBACK is taken for ingest's word.</summary>
internal sealed class PubackConfirms(IMqttLink link, BatchLog log) : PassingLink(link)
{
    private readonly SequenceSet _confirmed = new();
    private readonly BatchReader _reader = new();
    private readonly BatchReading _reading = new();

    public override async ValueTask<PublishOutcome> PublishAsync(MqttPublish message, CancellationToken cancellationToken)
    {
        var outcome = await base.PublishAsync(message, cancellationToken);
        if (outcome != PublishOutcome.Confirmed || message.Retain) return outcome;
        _reader.Read(message.Payload.Span, _reading);
        _confirmed.Add(_reading.Sequence!.Value);
        log.Merge(new Acknowledgement(
            Math.Max(1, log.Confirmed().Generation), [new EpochAcknowledgement(log.Epoch, _confirmed, log.ChainAt(_confirmed.Low))]));
        return outcome;
    }
}

/// <summary>Without <see cref="Rule.NewConnectionOffersAgain"/>: the uplink doesn't notice that a connection is another one.</summary>
internal sealed class OneConnection(IMqttLink link) : PassingLink(link)
{
    public override MqttLinkStatus Status => Same(base.Status);

    public override async ValueTask<MqttLinkStatus> WaitForStatusAsync(MqttLinkStatus known, CancellationToken cancellationToken)
    {
        var status = base.Status;
        while (Same(status) == known) status = await base.WaitForStatusAsync(status, cancellationToken);
        return Same(status);
    }

    private static MqttLinkStatus Same(MqttLinkStatus status) => status with { Connection = Math.Min(1, status.Connection) };
}

/// <summary>Without <see cref="Rule.NewestLane"/>: nothing goes out before everything older has.</summary>
internal sealed class OldestFirst(IMqttLink link, BatchLog log) : PassingLink(link)
{
    private readonly SortedDictionary<long, TaskCompletionSource> _held = [];
    private readonly BatchReader _reader = new();
    private readonly BatchReading _reading = new();
    private long _next = 1;

    public override async ValueTask<PublishOutcome> PublishAsync(MqttPublish message, CancellationToken cancellationToken)
    {
        if (message.Retain) return await base.PublishAsync(message, cancellationToken);
        _reader.Read(message.Payload.Span, _reading);
        var sequence = _reading.Sequence!.Value;
        var settled = log.Settled();
        while (_next < sequence && settled.Contains(_next)) _next++;
        if (sequence > _next)
        {
            var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _held[sequence] = turn;
            await turn.Task;
        }

        _next = Math.Max(_next, sequence + 1);
        if (_held.Count > 0 && _held.First() is var first && first.Key <= _next)
        {
            _held.Remove(first.Key);
            first.Value.SetResult();
        }

        return await base.PublishAsync(message, cancellationToken);
    }
}
