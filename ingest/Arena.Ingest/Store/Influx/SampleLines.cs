using Arena.Wire;

namespace Arena.Ingest.Store.Influx;

/// <summary>What becomes of a sample in a commit.</summary>
internal struct PendingSample
{
    public required Sample Sample { get; init; }

    public required LineKey Key { get; init; }

    /// <summary>Known already, with the same value or another, or new.</summary>
    public Sqlite.Staging Fate { get; set; }

    /// <summary>The value that stays, when <see cref="Fate"/> is a conflict.</summary>
    public double Stored { get; set; }

    /// <summary>The server's words, when it refused the sample.</summary>
    public string? Refusal { get; set; }
}

/// <summary>
/// The new samples of a commit as lines: those of one measurement, point and time share a line, their fields merged, their quality bits united.
/// </summary>
internal sealed class SampleLines
{
    private readonly LineCatalogue _catalogue;
    private readonly PendingSample[] _samples;

    // Numbers of new samples, those of one line together; and where each line begins.
    private readonly int[] _order;
    private readonly List<int> _starts = [];

    public SampleLines(LineCatalogue catalogue, PendingSample[] samples)
    {
        (_catalogue, _samples) = (catalogue, samples);
        _order = [.. Enumerable.Range(0, samples.Length).Where(index => samples[index].Fate == Sqlite.Staging.Added)];
        Array.Sort(_order, Compare);
        for (var place = 0; place < _order.Length; place++)
        {
            if (place == 0 || !SharesLine(_order[place - 1], _order[place]))
                _starts.Add(place);
        }
    }

    public int Count => _starts.Count;

    /// <summary>Sends them; what the server refuses is noted in the samples.</summary>
    public async Task SendAsync(LineSender sender, CancellationToken cancellationToken)
    {
        var refused = await sender.SendAsync(Count, (buffer, line) => Write(buffer, Line(line)), cancellationToken);
        foreach (var (line, why) in refused)
        {
            if (Line(line).Length == 1)
                _samples[Line(line)[0]].Refusal = why;
            else
                await SendFieldsAsync(sender, line, cancellationToken);
        }
    }

    // One field of a line may be at fault, and its neighbours not.
    private async Task SendFieldsAsync(LineSender sender, int line, CancellationToken cancellationToken)
    {
        var fields = Line(line).Length;
        foreach (var (field, why) in await sender.SendAsync(fields, (buffer, field) => Write(buffer, Line(line).Slice(field, 1)), cancellationToken))
            _samples[Line(line)[field]].Refusal = why;
    }

    private ReadOnlySpan<int> Line(int line) => _order.AsSpan(_starts[line]..(line + 1 < _starts.Count ? _starts[line + 1] : _order.Length));

    private void Write(LineBuffer buffer, ReadOnlySpan<int> fields)
    {
        ref readonly var first = ref _samples[fields[0]];
        buffer.Append(first.Key.Samples);
        var (separator, quality) = ((byte)' ', 0);
        foreach (var field in fields)
        {
            ref readonly var sample = ref _samples[field];
            buffer.Append([separator]);
            buffer.Append(_catalogue.Field(sample.Sample.Series.Quantity));
            buffer.Append("="u8);
            buffer.AppendFloat(sample.Sample.Value);
            separator = (byte)',';
            quality |= (int)sample.Sample.Quality;
        }

        if (quality != 0)
        {
            buffer.Append(",quality="u8);
            buffer.AppendInteger(quality);
            buffer.Append("i"u8);
        }

        buffer.Append(" "u8);
        buffer.AppendTime(first.Sample.Time);
        buffer.Append("\n"u8);
    }

    private int Compare(int one, int other)
    {
        ref readonly var a = ref _samples[one];
        ref readonly var b = ref _samples[other];
        var order = a.Key.Number.CompareTo(b.Key.Number);
        order = order != 0 ? order : a.Sample.Time.CompareTo(b.Sample.Time);
        return order != 0 ? order : one.CompareTo(other);
    }

    private bool SharesLine(int one, int other) =>
        _samples[one].Key == _samples[other].Key && _samples[one].Sample.Time == _samples[other].Sample.Time;
}
