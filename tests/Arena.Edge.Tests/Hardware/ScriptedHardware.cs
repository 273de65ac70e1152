using Arena.Edge.Hardware;
using Xunit;

namespace Arena.Edge.Tests.Hardware;

/// <summary>
/// Hardware that plays a script: a bus on which every transfer is expected, byte for byte, and lines a test puts events on. What the script
/// doesn't say fails the test.
/// </summary>
internal sealed class ScriptedHardware : IHardware, II2cBus
{
    private readonly Queue<(string Expected, byte[] Answer, I2cFailure? Failure)> _transfers = new();

    public string Name => "scripted";

    public int Number => 1;

    public Dictionary<int, ScriptedLine> Lines { get; } = [];

    /// <summary>Expects a transfer, written as <c>70 w 51</c>, <c>70 r 2</c> or <c>18 w 05 r 2</c>, and answers it.</summary>
    public ScriptedHardware On(string transfer, params byte[] answer)
    {
        _transfers.Enqueue((transfer, answer, null));
        return this;
    }

    /// <summary>Expects a transfer and fails it.</summary>
    public ScriptedHardware Fail(string transfer, I2cFailure failure)
    {
        _transfers.Enqueue((transfer, [], failure));
        return this;
    }

    public void AssertDone() => Assert.Empty(_transfers);

    public II2cBus Bus(int number) => this;

    public IGpioLine OpenLine(LineRequest request) => Lines.TryGetValue(request.Line, out var line)
        ? line.Opened(request)
        : throw new HardwareFault($"line {request.Line} is not there");

    public void Write(int address, ReadOnlySpan<byte> data) => Take($"{address:X2} w {Hex(data)}", address);

    public void Read(int address, Span<byte> buffer) => Take($"{address:X2} r {buffer.Length}", address).CopyTo(buffer);

    public void WriteRead(int address, ReadOnlySpan<byte> data, Span<byte> buffer) =>
        Take($"{address:X2} w {Hex(data)} r {buffer.Length}", address).CopyTo(buffer);

    public void Dispose()
    {
    }

    private byte[] Take(string transfer, int address)
    {
        Assert.True(_transfers.TryDequeue(out var next), $"No transfer was expected, and there came {transfer}");
        Assert.Equal(next.Expected, transfer);
        return next.Failure is { } failure ? throw new I2cFault(failure, Number, address) : next.Answer;
    }

    private static string Hex(ReadOnlySpan<byte> data) => string.Join(' ', data.ToArray().Select(value => value.ToString("X2", null)));
}

/// <summary>A line whose queue a test fills.</summary>
internal sealed class ScriptedLine : IGpioLine
{
    private readonly Queue<LineEvent> _events = new();
    private uint _seqno;

    public LineRequest? Request { get; private set; }

    public int Openings { get; private set; }

    public bool IsActive { get; set; }

    /// <summary>Thrown by the next drain.</summary>
    public HardwareFault? Fault { get; set; }

    public IGpioLine Opened(LineRequest request)
    {
        Request = request;
        Openings++;
        _seqno = 0;
        return this;
    }

    /// <summary>Queues a rising edge at a time of the monotonic clock.</summary>
    public void Pulse(long atNs) => Edge(atNs, LineEdge.Rising);

    public void Edge(long atNs, LineEdge edge)
    {
        _seqno++;
        _events.Enqueue(new LineEvent(atNs, edge, _seqno, _seqno));
    }

    /// <summary>The queue was full: events the kernel dropped.</summary>
    public void Drop(uint events) => _seqno = unchecked(_seqno + events);

    public int Drain(Span<LineEvent> events)
    {
        if (Fault is { } fault)
        {
            Fault = null;
            throw fault;
        }

        var taken = 0;
        while (taken < events.Length && _events.TryDequeue(out var next)) events[taken++] = next;
        return taken;
    }

    public void Dispose()
    {
    }
}
