using Arena.Edge.Tests.Mqtt;
using Arena.Ingest.Subscription;
using Arena.Ingest.Tests.Decoding;
using Arena.Wire;
using Arena.Wire.Batches;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Arena.Ingest.Tests.Subscription;

/// <summary>What someone has to look into is told as an alarm, once.</summary>
public sealed class AlarmTests : IDisposable
{
    private readonly LogBook _log = new();
    private readonly Alarms _alarms;

    public AlarmTests() => _alarms = new Alarms(new Logger<Alarms>(_log));

    public void Dispose() => _log.Dispose();

    [Trait("BadInput", "31")]
    [Fact]
    public async Task Case_31_a_point_of_another_node_is_an_alarm_that_names_both()
    {
        var admission = Judging.Judge($$"""[{"bn":"bin-north-food/",{{Judging.Head}},"n":"filling_level","u":"/","v":0.5}]""");
        _alarms.Examine(admission);
        var (level, message) = await _log.NextWithAsync("ALARM");
        Assert.Equal(LogLevel.Error, level);
        Assert.Contains("what came as node node-plant is quarantined: point bin-north-food belongs to node node-north", message, StringComparison.Ordinal);
    }

    [Trait("BadInput", "11")]
    [Fact]
    public async Task Case_11_a_fork_is_an_alarm_once_for_each_epoch()
    {
        var (one, other) = (Epoch.New(), Epoch.New());
        _alarms.Fork(new BatchId(Ground.MeterNode, one, 7));
        _alarms.Fork(new BatchId(Ground.MeterNode, one, 8));
        _alarms.Fork(new BatchId(Ground.MeterNode, other, 9));
        Assert.Contains("batch 7", (await _log.NextWithAsync("ALARM")).Message, StringComparison.Ordinal);
        Assert.Contains("batch 9", (await _log.NextWithAsync("ALARM")).Message, StringComparison.Ordinal);
    }

    [Trait("Fault", "8")]
    [Trait("Fault", "9")]
    [Fact]
    public async Task An_outbox_that_ended_because_it_was_forked_is_an_alarm_once()
    {
        var ended = Epoch.New();
        var gap = $$"""{"cause":"outbox-forked","from":1795320000,"to":1795320060,"epoch":"{{ended}}","first":1,"last":4,"closes":true}""";
        var pack = $$"""[{"epoch":"{{Epoch.New()}}","seq":1,"gaps":[{{gap}}]}]""";
        _alarms.Examine(Judging.Judge(pack));
        _alarms.Examine(Judging.Judge(pack));
        _alarms.Fork(new BatchId(Ground.MeterNode, Epoch.New(), 7));

        Assert.Contains($"ended its outbox {ended}: outbox-forked", (await _log.NextWithAsync("ALARM")).Message, StringComparison.Ordinal);
        Assert.Contains("batch 7", (await _log.NextWithAsync("ALARM")).Message, StringComparison.Ordinal);
    }
}
