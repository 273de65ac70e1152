using System.Buffers;
using System.Globalization;
using System.Text;
using Arena.Wire;
using Arena.Wire.Senml;

namespace Arena.Benchmarks.EndToEnd;

/// <summary>
/// The messages of a venue, the same for every consumer: packs of the contract with epoch and number, the chain of each node without holes, each tick a sample
/// of every series one second after its last. The nodes take turns.
/// </summary>
/// <remarks>The null consumer (Peers/null) makes the same values from the number of the tick; change them in both.</remarks>
internal sealed class Load
{
    private readonly BenchVenue _venue;
    private readonly int _samplesPerMessage;
    private readonly int _packsOfNode;
    private readonly string[] _topics;
    private readonly Epoch[] _epochs;
    private readonly SeriesName[] _series;
    private readonly Sample[] _samples;

    /// <param name="venue">Whose samples.</param>
    /// <param name="samplesPerMessage">Divides the series of a node.</param>
    /// <param name="first">Time of the first tick, a whole second.</param>
    public Load(BenchVenue venue, int samplesPerMessage, DateTimeOffset first)
    {
        if (venue.SeriesPerNode % samplesPerMessage != 0)
            throw new ArgumentException($"{venue.SeriesPerNode} series of a node can't be sent in packs of {samplesPerMessage}.", nameof(samplesPerMessage));
        (_venue, _samplesPerMessage) = (venue, samplesPerMessage);
        FirstSecond = first.ToUnixTimeSeconds();
        _packsOfNode = venue.SeriesPerNode / samplesPerMessage;
        _topics = [.. Enumerable.Range(0, venue.Nodes).Select(node => new Topic(BenchVenue.Site, BenchVenue.Node(node), TopicKind.Data).ToString())];
        _epochs = [.. Enumerable.Range(0, venue.Nodes).Select(EpochOf)];
        _series = [.. Enumerable.Range(0, venue.Nodes).SelectMany(node => Enumerable.Range(0, venue.SeriesPerNode).Select(series => venue.Name(node, series)))];
        _samples = new Sample[samplesPerMessage];
    }

    public BenchVenue Venue => _venue;

    public int SamplesPerMessage => _samplesPerMessage;

    /// <summary>Time of the first tick, Unix seconds.</summary>
    public long FirstSecond { get; }

    /// <summary>Messages of one tick.</summary>
    public int MessagesPerTick => _venue.Nodes * _packsOfNode;

    public string Topic(long message) => _topics[message % _venue.Nodes];

    /// <summary>The last sample of a message.</summary>
    public Sample Last(long message) => SampleOf(message, _samplesPerMessage - 1);

    /// <summary>Writes a message's payload. One caller at a time.</summary>
    public void Write(IBufferWriter<byte> to, long message)
    {
        for (var index = 0; index < _samples.Length; index++)
            _samples[index] = SampleOf(message, index);
        var sequence = (message / _venue.Nodes) + 1;
        SenmlWriter.Write(to, _samples, _epochs[message % _venue.Nodes], sequence);
    }

    /// <summary>Every series in the order in which a tick sends them: T or C, a space, and its line up to the value, as Arena writes it.</summary>
    public string SeriesLines()
    {
        var lines = new StringBuilder();
        for (var message = 0; message < MessagesPerTick; message++)
        {
            for (var index = 0; index < _samplesPerMessage; index++)
            {
                var (node, series) = SeriesOf(message, index);
                var name = _venue.Name(node, series);
                lines.Append(_venue.IsCounter(series) ? 'C' : 'T').Append(' ').Append(name.Quantity.Measurement);
                if (_venue.IsCounter(series)) lines.Append(",medium=electricity");
                lines.Append(CultureInfo.InvariantCulture, $",point={name.Point},site={BenchVenue.Site},zone={BenchVenue.Zone(node)} {name.Quantity.Field}=\n");
            }
        }

        return lines.ToString();
    }

    private Sample SampleOf(long message, int index)
    {
        var tick = message / MessagesPerTick;
        var (node, series) = SeriesOf(message, index);
        var value = _venue.IsCounter(series) ? 1_000_000 + tick : 15 + (tick * 37 % 1000 / 100.0);
        return new Sample(_series[(node * _venue.SeriesPerNode) + series], UnixTime.FromMilliseconds((FirstSecond + tick) * 1000), value);
    }

    private (int Node, int Series) SeriesOf(long message, int index)
    {
        var pack = (int)(message / _venue.Nodes % _packsOfNode);
        return ((int)(message % _venue.Nodes), (pack * _samplesPerMessage) + index);
    }

    private static Epoch EpochOf(int node) =>
        Epoch.TryParse((0x0a0e_0000 + node).ToString("x32", CultureInfo.InvariantCulture), out var epoch) ? epoch : throw new InvalidOperationException($"node {node} has no epoch");
}
