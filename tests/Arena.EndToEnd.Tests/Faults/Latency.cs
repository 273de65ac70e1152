using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Arena.EndToEnd.Tests.Faults;

/// <summary>How long batches took from being sealed to the arrival of the first acknowledgement that covers them.</summary>
/// <remarks>
/// Sealed at: the outbox's own note, made just before its commit. Acknowledged at: when a stock subscriber on the same machine, with the same clock,
/// had the message. So it holds the commit on the edge, both hops through the broker, and the commit of ingest.
/// </remarks>
internal sealed record Latency(IReadOnlyList<TimeSpan> Ordered)
{
    public int Count => Ordered.Count;

    public TimeSpan Median => At(0.5);

    public TimeSpan P99 => At(0.99);

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"p50 {Median.TotalMilliseconds:0} ms, p99 {P99.TotalMilliseconds:0} ms, most {Ordered[^1].TotalMilliseconds:0} ms of {Count:N0} batches");

    /// <summary>Of the batches some nodes sealed since a moment.</summary>
    public static Latency Of(string edgeData, IEnumerable<string> nodes, IReadOnlyList<ReceivedMessage> messages, DateTimeOffset since)
    {
        var latencies = new List<TimeSpan>();
        foreach (var node in nodes)
        {
            var acknowledgements = messages.Where(message => message.Kind == "ack" && message.Node == node)
                .Select(message => (message.At, Acknowledgement: ReceivedMessages.AcknowledgementOf(message)))
                .ToList();
            foreach (var (epoch, sequence, at) in Sealed(Path.Combine(edgeData, node, "outbox.db")).Where(batch => batch.At >= since))
            {
                var first = acknowledgements.Find(each => each.At >= at
                    && each.Acknowledgement.Epochs.Any(entry => entry.Epoch.ToString() == epoch && entry.Terminal.Contains(sequence)));
                if (first.Acknowledgement is not null)
                    latencies.Add(first.At - at);
            }
        }

        return new Latency([.. latencies.Order()]);
    }

    private static List<(string Epoch, long Sequence, DateTimeOffset At)> Sealed(string file)
    {
        var batches = new List<(string, long, DateTimeOffset)>();
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT epoch, seq, sealed_at FROM batches, outbox ORDER BY seq";
        using var rows = command.ExecuteReader();
        while (rows.Read())
            batches.Add((rows.GetString(0), rows.GetInt64(1), DateTimeOffset.UnixEpoch.AddTicks(rows.GetInt64(2) * 10)));
        return batches;
    }

    private TimeSpan At(double share) => Ordered[(int)Math.Ceiling(share * Count) - 1];
}
