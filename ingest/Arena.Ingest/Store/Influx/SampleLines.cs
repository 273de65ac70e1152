using System.Buffers;
using Arena.Ingest.Store.Sqlite;
using Arena.Wire;

namespace Arena.Ingest.Store.Influx;

/// <summary>
/// The new samples of a commit as lines: neighbours of one measurement, point and time share a line, their fields merged, their quality bits united. Its
/// memory is pooled: dispose it.
/// </summary>
/// <remarks>
/// A pack names the quantities of a point one after the other, so mostly neighbours are all there is, and the order of arrival stays. Only where something has quality
/// bits are all of a point and time brought together: two lines would each carry the field <c>quality</c>, and the later one would win.
/// </remarks>
internal sealed class SampleLines : IDisposable
{
    private readonly CommitPlan _plan;

    // Numbers of new samples, those of one line together; and where each line begins, with the end of the last.
    private readonly int[] _order;
    private readonly int[] _starts;
    private readonly int _count;

    public SampleLines(CommitPlan plan)
    {
        _plan = plan;
        var samples = plan.Samples;
        _order = ArrayPool<int>.Shared.Rent(samples.Length);
        _starts = ArrayPool<int>.Shared.Rent(samples.Length + 1);
        var (added, quality) = (0, Quality.Good);
        for (var index = 0; index < samples.Length; index++)
        {
            if (samples[index].Fate != Staging.Added)
                continue;
            _order[added++] = index;
            quality |= samples[index].Sample.Quality;
        }

        if (quality != Quality.Good)
            _order.AsSpan(0, added).Sort(Compare);
        for (var place = 0; place < added; place++)
        {
            if (place == 0 || !SharesLine(samples, _order[place - 1], _order[place]))
                _starts[_count++] = place;
        }

        _starts[_count] = added;
    }

    public int Count => _count;

    /// <summary>Sends them; what the server refuses is noted in the plan.</summary>
    /// <returns>Number of the last mark that went with them, 0 for none.</returns>
    public async Task<long> SendAsync(LineSender sender, CancellationToken cancellationToken)
    {
        if (_count == 0)
            return 0;
        var (refused, mark) = await sender.SendAsync(_count, Write, cancellationToken);
        foreach (var (line, why) in refused)
        {
            if (Line(line).Length == 1)
                _plan.Refused(Line(line)[0], why);
            else
                mark = Math.Max(mark, await SendFieldsAsync(sender, line, cancellationToken));
        }

        return mark;
    }

    public void Dispose()
    {
        ArrayPool<int>.Shared.Return(_order);
        ArrayPool<int>.Shared.Return(_starts);
    }

    // One field of a line may be at fault, and its neighbours not.
    private async Task<long> SendFieldsAsync(LineSender sender, int line, CancellationToken cancellationToken)
    {
        var (refused, mark) = await sender.SendAsync(Line(line).Length, (buffer, field) => Write(buffer, Line(line).Slice(field, 1)), cancellationToken);
        foreach (var (field, why) in refused)
            _plan.Refused(Line(line)[field], why);
        return mark;
    }

    private ReadOnlySpan<int> Line(int line) => _order.AsSpan(_starts[line].._starts[line + 1]);

    private void Write(LineBuffer buffer, int line) => Write(buffer, Line(line));

    private void Write(LineBuffer buffer, ReadOnlySpan<int> fields)
    {
        var samples = _plan.Samples;
        ref readonly var first = ref samples[fields[0]];
        buffer.AppendField(first.Series.Start, first.Sample.Value);
        var quality = (int)first.Sample.Quality;
        foreach (var field in fields[1..])
        {
            ref readonly var next = ref samples[field];
            buffer.AppendField(next.Series.Next, next.Sample.Value);
            quality |= (int)next.Sample.Quality;
        }

        if (quality != 0)
        {
            buffer.Append(",quality="u8);
            buffer.AppendInteger(quality);
            buffer.Append("i"u8);
        }

        buffer.EndLine(first.Sample.Time);
    }

    private int Compare(int one, int other)
    {
        var samples = _plan.Samples;
        var order = samples[one].Series.Key.Number.CompareTo(samples[other].Series.Key.Number);
        order = order != 0 ? order : samples[one].Sample.Time.CompareTo(samples[other].Sample.Time);
        return order != 0 ? order : one.CompareTo(other);
    }

    private static bool SharesLine(ReadOnlySpan<PendingSample> samples, int one, int other) =>
        samples[one].Sample.Time == samples[other].Sample.Time && ReferenceEquals(samples[one].Series.Key, samples[other].Series.Key);
}
