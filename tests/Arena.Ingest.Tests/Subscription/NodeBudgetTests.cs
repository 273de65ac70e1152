using Arena.Edge.Tests.Time;
using Arena.Ingest.Subscription;
using Arena.Ingest.Tests.Decoding;
using Xunit;

namespace Arena.Ingest.Tests.Subscription;

/// <summary>What one node may send: a bucket that fills by time.</summary>
[Trait("Fault", "29")]
public sealed class NodeBudgetTests
{
    private readonly ManualTime _time = new();
    private readonly NodeBudget _budget;

    public NodeBudgetTests() => _budget = new NodeBudget(
        Ground.Catalogue, new FlowLimits { NodeMessagesPerSecond = 10, NodeMessagesAtOnce = 20, NodeBytesPerSecond = 1_000, NodeBytesAtOnce = 2_000 }, _time);

    [Fact]
    public void A_node_may_send_so_much_at_once_and_then_at_its_pace()
    {
        Assert.Equal(20, Taken(Ground.MeterNode, 100, bytes: 1));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(10, Taken(Ground.MeterNode, 100, bytes: 1));
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(20, Taken(Ground.MeterNode, 100, bytes: 1));
    }

    [Fact]
    public void Bytes_count_as_well_and_a_large_message_is_paid_for_afterwards()
    {
        Assert.Equal(1, Taken(Ground.MeterNode, 5, bytes: 5_000));
        _time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(0, Taken(Ground.MeterNode, 5, bytes: 1));
        _time.Advance(TimeSpan.FromSeconds(0.5));
        Assert.Equal(5, Taken(Ground.MeterNode, 5, bytes: 1));
    }

    [Fact]
    public void One_nodes_flood_takes_nothing_from_another()
    {
        Taken(Ground.MeterNode, 1_000, bytes: 1);
        Assert.Equal(20, Taken(Ground.BinNode, 20, bytes: 1));
    }

    [Fact]
    public void All_strangers_share_one_budget()
    {
        Assert.Equal(20, Enumerable.Range(1, 100).Count(i => Takes($"stranger-{i}", 1)));
        Assert.False(Takes("a-topic-without-a-node", 1));
    }

    private int Taken(string node, int messages, int bytes) => Enumerable.Range(1, messages).Count(_ => Takes(node, bytes));

    private bool Takes(string node, int bytes) => _budget.Takes(Ground.Catalogue.NumberOf(node), bytes, _time.GetTimestamp());
}
