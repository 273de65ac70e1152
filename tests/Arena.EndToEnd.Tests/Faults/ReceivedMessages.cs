using System.Globalization;
using System.Text;
using Arena.EndToEnd.Tests.Processes;
using Arena.Wire;
using Arena.Wire.Acknowledgements;

namespace Arena.EndToEnd.Tests.Faults;

/// <summary>A message as a stock subscriber saw it.</summary>
/// <param name="At">When it came.</param>
/// <param name="Node">The node of its topic.</param>
/// <param name="Kind">The topic's last level: data, ack, state.</param>
/// <param name="Payload">Its text.</param>
internal sealed record ReceivedMessage(DateTimeOffset At, string Node, string Kind, string Payload);

/// <summary>Looks on at the broker with <c>mosquitto_sub</c>, as a user who may read everything; retained messages are left out.</summary>
internal sealed class ReceivedMessages : IAsyncDisposable
{
    private readonly ChildProcess _subscriber;
    private readonly List<ReceivedMessage> _all = [];

    private ReceivedMessages(ChildProcess subscriber)
    {
        _subscriber = subscriber;
        subscriber.Follow(Read);
    }

    /// <summary>Starts the broker of a run with an observer, and the observer.</summary>
    public static async Task<ReceivedMessages> StartWithBrokerAsync(RunningArena arena, params string[] kinds)
    {
        await arena.Broker.MakeFilesAsync();
        var (user, password) = await arena.Broker.AddObserverAsync();
        await arena.Broker.StartAsync();
        var topics = kinds.SelectMany(kind => (string[])["-t", $"arena/v1/+/+/{kind}"]);
        // Line by line: its output goes to a pipe, where it would wait in a buffer until it ends.
        var subscriber = ChildProcess.Start(
            "stdbuf",
            ["-oL", "mosquitto_sub", "-h", "127.0.0.1", "-p", arena.MqttPort.ToString(CultureInfo.InvariantCulture), "-u", user, "-P", password,
             "-V", "5", "-q", "1", "-R", "-F", "%U %t %p", .. topics]);
        return new ReceivedMessages(subscriber);
    }

    /// <summary>All that came until now.</summary>
    public IReadOnlyList<ReceivedMessage> All
    {
        get
        {
            lock (_all)
                return [.. _all];
        }
    }

    /// <summary>How many came until now.</summary>
    public int Count
    {
        get
        {
            lock (_all)
                return _all.Count;
        }
    }

    /// <summary>
    /// Batches confirmed to the nodes, as they merge it: of several services, the one that knew less may have written last, and another writes again a second later.
    /// </summary>
    public long Confirmed => All.Where(message => message.Kind == "ack").GroupBy(message => message.Node).Sum(node => ConfirmedBy([.. node.Select(AcknowledgementOf)]));

    public static Acknowledgement AcknowledgementOf(ReceivedMessage message) =>
        Acknowledgement.TryParse(Encoding.UTF8.GetBytes(message.Payload), out var acknowledgement, out var fault)
            ? acknowledgement
            : throw new InvalidDataException($"{fault}: {message.Payload}");

    /// <summary>Waits until what came meets a condition.</summary>
    public async Task UntilAsync(Func<ReceivedMessages, bool> holds, string what, TimeSpan? patience = null)
    {
        using var limit = new CancellationTokenSource(patience ?? TimeSpan.FromSeconds(90));
        while (!holds(this))
        {
            if (limit.IsCancellationRequested)
                throw new TimeoutException($"never came: {what}; {Count} messages were seen");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }
    }

    public ValueTask DisposeAsync() => _subscriber.DisposeAsync();

    private static long ConfirmedBy(IReadOnlyList<Acknowledgement> acknowledgements)
    {
        var newest = acknowledgements.Max(acknowledgement => acknowledgement.Generation);
        var merged = new Dictionary<Epoch, SequenceSet>();
        foreach (var epoch in acknowledgements.Where(acknowledgement => acknowledgement.Generation == newest).SelectMany(acknowledgement => acknowledgement.Epochs))
        {
            if (!merged.TryGetValue(epoch.Epoch, out var terminal))
                merged[epoch.Epoch] = terminal = new SequenceSet();
            terminal.Merge(epoch.Terminal);
        }

        return merged.Values.Sum(terminal => terminal.Count);
    }

    private void Read(string line)
    {
        // time topic payload; what it says of itself has no topic
        var parts = line.Split(' ', 3);
        if (parts.Length < 3 || parts[1].Split('/') is not [.., var node, var kind] || !decimal.TryParse(parts[0], CultureInfo.InvariantCulture, out var seconds))
            return;
        var at = DateTimeOffset.UnixEpoch.AddTicks((long)(seconds * TimeSpan.TicksPerSecond));
        lock (_all)
            _all.Add(new ReceivedMessage(at, node, kind, parts[2]));
    }
}
