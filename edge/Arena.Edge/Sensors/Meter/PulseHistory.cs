using Arena.Edge.Outbox.Sqlite;
using Arena.Wire;
using Arena.Wire.Batches;

namespace Arena.Edge.Sensors.Meter;

/// <summary>What an outbox still knows of a count at a time.</summary>
/// <param name="Before">Newest sample at or before it; null when the outbox goes not so far back.</param>
/// <param name="After">Oldest after it; null when none came yet.</param>
internal readonly record struct CountAround(Sample? Before, Sample? After)
{
    /// <summary>Pulses at the time, evenly between the two.</summary>
    public double? At(UnixTime time) => (Before, After) switch
    {
        (null, _) => null,
        ({ } before, null) => before.Value,
        ({ } before, { } after) => Math.Round(before.Value + ((after.Value - before.Value) * (time - before.Time).TotalSeconds / (after.Time - before.Time).TotalSeconds)),
    };
}

/// <summary>Looks a count up in an outbox, also while a worker writes it. Changes nothing.</summary>
internal static class PulseHistory
{
    /// <param name="folder">The node's.</param>
    /// <param name="series">Pulses, <c>point/quantity</c>.</param>
    /// <param name="time">When.</param>
    public static CountAround Around(string folder, string series, UnixTime time)
    {
        using var connection = OutboxFile.OpenToRead(Path.Combine(folder, OutboxFile.Name));
        var (reader, reading) = (new BatchReader(), new BatchReading());
        Sample? after = null;

        // From the newest on: who has just read a display asks for the last minutes.
        foreach (var row in connection.Rows("SELECT payload FROM batches ORDER BY seq DESC"))
        {
            reader.Read(row.GetFieldValue<byte[]>(0), reading);
            foreach (var sample in reading.Samples.Reverse())
            {
                if (sample.Series.ToString() != series) continue;
                if (sample.Time <= time) return new CountAround(sample, after);
                after = sample;
            }
        }

        return new CountAround(null, after);
    }
}
