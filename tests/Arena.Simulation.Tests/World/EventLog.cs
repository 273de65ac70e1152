using System.Globalization;
using System.Text;

namespace Arena.Simulation.Tests.World;

/// <summary>Something that happened.</summary>
/// <param name="At">Time since the run began.</param>
/// <param name="Who">Who did it or had it done to.</param>
/// <param name="What">What, a word or two.</param>
/// <param name="A">First number: a batch, mostly.</param>
/// <param name="B">Second number.</param>
/// <param name="Text">More, where numbers don't say it.</param>
internal readonly record struct LoggedEvent(TimeSpan At, string Who, string What, long A, long B, string? Text);

/// <summary>All that happened in a run, and its hash: two runs of one seed have the same.</summary>
internal sealed class EventLog
{
    private const ulong Prime = 1_099_511_628_211;
    private readonly List<LoggedEvent> _events = [];
    private ulong _hash = 14_695_981_039_346_656_037;

    /// <summary>FNV-1a over all events.</summary>
    public ulong Hash => _hash;

    public int Count => _events.Count;

    public IReadOnlyList<LoggedEvent> Events => _events;

    public void Add(LoggedEvent happened)
    {
        _events.Add(happened);
        Mix((ulong)happened.At.Ticks);
        Mix((ulong)happened.A);
        Mix((ulong)happened.B);
        Mix(happened.Who);
        Mix(happened.What);
        Mix(happened.Text ?? "");
    }

    /// <summary>The events that tell the story: all faults and alarms, and the last ones before the end.</summary>
    public string Shortened(int last, Func<LoggedEvent, bool>? also = null)
    {
        var text = new StringBuilder();
        var from = Math.Max(0, _events.Count - last);
        for (var i = 0; i < _events.Count; i++)
        {
            if (i < from && !_events[i].What.StartsWith('!') && also?.Invoke(_events[i]) != true) continue;
            var (at, who, what, a, b, more) = _events[i];
            text.Append(CultureInfo.InvariantCulture, $"{at.TotalSeconds,10:0.000} {who,-8} {what}");
            if (a != 0 || b != 0) text.Append(CultureInfo.InvariantCulture, $" {a}");
            if (b != 0) text.Append(CultureInfo.InvariantCulture, $" {b}");
            text.AppendLine(more is null ? "" : " " + more);
        }

        return text.ToString();
    }

    private void Mix(ulong value) => _hash = (_hash ^ value) * Prime;

    private void Mix(string text)
    {
        foreach (var character in text) Mix(character);
    }
}
