using System.Globalization;
using System.Text;
using Arena.Ingest.Api.Admin;

namespace Arena.Ingest.Ledger;

/// <summary>The ledger as a table for a terminal.</summary>
internal static class LedgerText
{
    private static readonly string[] Head = ["node", "epoch", "low", "above", "stored", "quarantined", "declared", "said", "closed", "last received"];

    public static string Of(LedgerShape ledger)
    {
        var rows = ledger.Nodes.SelectMany(node => node.Epochs.Select(epoch => Row(node.Node, epoch))).Prepend(Head).ToList();
        var widths = Head.Select((_, column) => rows.Max(row => row[column].Length)).ToArray();
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"generation {ledger.Generation}");
        foreach (var generation in ledger.Generations.Take(1))
            text.Append(CultureInfo.InvariantCulture, $", since {generation.Minted:yyyy-MM-dd HH:mm:ss} UTC: {generation.Why}");
        text.Append("\n\n");
        foreach (var row in rows)
            text.AppendJoin("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).Append('\n');
        return text.ToString();
    }

    private static string[] Row(string node, LedgerEpochShape epoch) =>
    [
        node, epoch.Epoch, Number(epoch.Low), Ranges(epoch.Ranges), Number(epoch.Stored), Number(epoch.Quarantined), Ranges(epoch.Declared),
        epoch.Said is { } said ? Number(said) : "-", epoch.Closed ?? "-", epoch.LastReceived.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
    ];

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    // The first few; --json has all.
    private static string Ranges(IReadOnlyList<long[]> ranges) => ranges.Count == 0
        ? "-"
        : string.Join(' ', ranges.Take(3).Select(range => $"{Number(range[0])}-{Number(range[1])}")) + (ranges.Count > 3 ? $" and {Number(ranges.Count - 3)} more" : "");
}
