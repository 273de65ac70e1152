using Arena.Edge.Outbox;
using Arena.Edge.Outbox.Sqlite;
using Arena.Edge.Sensors;
using Arena.Edge.Tests.Mqtt;
using Arena.Edge.Tests.Outbox;
using Arena.Edge.Time;
using Arena.Wire;
using Arena.Wire.Gaps;

namespace Arena.Edge.Tests.Time;

/// <summary>
/// A node's way from a reading to a sealed batch over a clock that a test moves, with a real outbox file. It takes a gauge and a counter; both have
/// the reading's number as their value, so that each sealed sample tells when it was really measured.
/// </summary>
internal sealed class NodeInTime : IAsyncDisposable
{
    public static readonly SeriesName Gauge = new("incomer", Quantities.ActivePower);
    public static readonly SeriesName Counter = new("incomer", Quantities.ActiveEnergyImport);

    private readonly OutboxFolder _folder = new();
    private readonly List<UnixTime> _truth = [];
    private readonly ManualTime _time = new();
    private NodeOutbox? _outbox;
    private NodeClock? _nodeClock;
    private RunningSealer? _sealer;

    public FakeClock Clock { get; } = new();

    public LogBook Log { get; } = new();

    public OutboxOptions Options { get; init; } = new();

    /// <summary>What the storage is wrapped in.</summary>
    public Func<IOutboxStorage, IOutboxStorage> Around { get; set; } = storage => storage;

    public DatedSink Sink { get; private set; } = null!;

    public Timekeeper Timekeeper { get; private set; } = null!;

    /// <summary>When each reading really took place, by its number.</summary>
    public IReadOnlyList<UnixTime> Truth => _truth;

    /// <summary>Starts the worker.</summary>
    public async Task StartAsync()
    {
        _outbox = new NodeOutbox(Around(OutboxFile.Open(_folder.Path, Options, _time, Log)), Options, _time, Log);
        _nodeClock = new NodeClock(_time, Clock);
        Sink = new DatedSink(_outbox, _nodeClock, Options);
        Timekeeper = new Timekeeper(Clock, _nodeClock, _outbox, Sink, Options, _time, Log);
        _sealer = RunningSealer.Start(_outbox);
        await LookAsync();
    }

    /// <summary>Ends the worker in order.</summary>
    public async Task StopAsync()
    {
        await Timekeeper.RunAsync(new CancellationToken(canceled: true));
        await EndAsync();
    }

    /// <summary>Ends it without writing down what waits in memory.</summary>
    public async Task EndAsync()
    {
        await _sealer!.DisposeAsync();
        _outbox!.Dispose();
        _outbox = null;
    }

    /// <summary>The machine stands still for a time and starts anew.</summary>
    public async Task RebootAsync(TimeSpan off)
    {
        await StopAsync();
        Clock.Advance(off);
        Clock.Boot();
    }

    /// <summary>One reading of both sensors.</summary>
    public void Measure()
    {
        var now = _nodeClock!.Now;
        _truth.Add(Clock.Truth);
        Sink.Add(new Sample(Gauge, now, _truth.Count));
        Sink.AddRegister(new Sample(Counter, now, _truth.Count));
    }

    /// <summary>Lets time pass, with a reading and a look at the clock at each step.</summary>
    public async Task RunAsync(TimeSpan time, TimeSpan every)
    {
        for (var passed = every; passed <= time; passed += every)
        {
            Clock.Advance(every);
            _time.Advance(every);
            Measure();
            await LookAsync();
        }
    }

    public Task LookAsync() => Timekeeper.WorkAsync(CancellationToken.None).WithinAsync("a look at the clock");

    /// <summary>Everything that was sealed, in its order, and everything declared. Only while no worker runs.</summary>
    public (IReadOnlyList<Sample> Samples, IReadOnlyList<Gap> Gaps) Sealed()
    {
        var batches = _folder.Batches().Select(batch => OutboxFolder.Read(batch.Payload)).ToList();
        return ([.. batches.SelectMany(batch => batch.Samples)], [.. batches.SelectMany(batch => batch.Gaps)]);
    }

    /// <summary>How many samples wait without a date.</summary>
    public long Waiting()
    {
        using var connection = OutboxFile.OpenToRead(_folder.File);
        return connection.Number("SELECT count(*) FROM undated");
    }

    public UnixTime TruthOf(Sample sample) => _truth[(int)sample.Value - 1];

    public async ValueTask DisposeAsync()
    {
        if (_outbox is not null) await EndAsync();
        _folder.Dispose();
        Log.Dispose();
    }
}
