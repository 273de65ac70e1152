using System.Globalization;
using System.Text;
using Arena.Edge.Outbox.Sqlite;
using Arena.Wire;
using Arena.Wire.Acknowledgements;

namespace Arena.Edge.Doctor.Network;

/// <summary>The round trip to the database: what ingest says it has stored of this node, against what the node has sealed.</summary>
internal static class IngestCheck
{
    /// <summary>An acknowledgement follows a batch within seconds; what waits longer does not come through.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(15);

    /// <param name="login">After its look.</param>
    /// <param name="outbox">The node's; null where it has none.</param>
    /// <param name="now">The time.</param>
    public static Finding Look(BrokerLogin login, OutboxStatus? outbox, DateTimeOffset now)
    {
        if (!login.IsIn) return Finding.Skipped($"The node is not let in at the broker, so nothing is heard of ingest.");
        if (login.Acknowledgement is not { } json)
        {
            return Finding.Warning(
                $"Ingest has never confirmed a batch of this node at this broker.",
                $"If the node has run already: see that arena-ingest runs, has the same site manifest, and is at the same broker.");
        }

        var dump = Encoding.UTF8.GetString(json);
        if (!Acknowledgement.TryParse(json, out var told, out var fault))
            return Finding.Failed($"What stands on the node's ack topic is no acknowledgement: {fault}.", $"Only ingest may write there: correct the broker's access list, and start ingest again.") with { Dump = dump };
        return Judge(told, outbox, now) with { Dump = dump };
    }

    private static Finding Judge(Acknowledgement told, OutboxStatus? outbox, DateTimeOffset now)
    {
        var ledger = $"ledger of {UnixTime.FromMilliseconds(told.Generation)}";
        var confirmed = told.Epochs.Sum(epoch => epoch.Terminal.Count);
        if (outbox is null)
        {
            return confirmed > 0
                ? Finding.Ok($"Ingest ({ledger}) has confirmed {confirmed} batches of this node.")
                : Finding.Warning($"Ingest ({ledger}) knows this node, and has confirmed no batch of it yet.", $"Look again when the node has run for a minute.");
        }

        if (told.Epochs.FirstOrDefault(epoch => epoch.Epoch == outbox.Epoch) is not { } own)
        {
            return outbox.Sealed == 0
                ? Finding.Skipped($"Ingest ({ledger}) answers; the outbox is new and has sealed nothing it could confirm.")
                : Waits(outbox, now, $"Ingest ({ledger}) has confirmed nothing of this outbox (epoch {outbox.Epoch}), which has sealed {outbox.Sealed} batches.");
        }

        var text = string.Create(CultureInfo.InvariantCulture, $"Ingest ({ledger}) has confirmed {own.Terminal.Count} of the {outbox.Sealed} batches of this outbox");
        if (own.Terminal.Highest > outbox.Sealed)
            return Finding.Failed($"{text}, up to number {own.Terminal.Highest}: more than it has sealed.", $"The outbox is an old copy: start 'arena-edge run', which begins a new epoch by itself.");
        return own.Terminal.Count >= outbox.Sealed
            ? Finding.Ok($"{text}: all of them.")
            : Waits(outbox, now, $"{text}.");
    }

    private static Finding Waits(OutboxStatus outbox, DateTimeOffset now, string text) =>
        outbox.OldestWaiting is { } oldest && now - oldest.ToDateTimeOffset() > Late
            ? Finding.Failed($"{text} The oldest one waits since {oldest}.", $"See that 'arena-edge run' works as this node, and that arena-ingest runs and reaches its database.")
            : Finding.Ok($"{text} The others were sealed just now.");
}
