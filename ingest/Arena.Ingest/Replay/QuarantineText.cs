using System.Globalization;
using System.Text;
using Arena.Ingest.Api.Shapes;

namespace Arena.Ingest.Replay;

/// <summary>The quarantine as lines for a terminal.</summary>
internal static class QuarantineText
{
    public static string Of(QuarantineShape quarantine)
    {
        var text = new StringBuilder();
        foreach (var entry in quarantine.Quarantined)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"{entry.Id}  {entry.T:yyyy-MM-dd HH:mm:ss}Z  {Plain(entry.Node ?? entry.Topic)}  {entry.Reason}  {Plain(entry.Name ?? "whole batch")}  {Plain(entry.Detail)}\n");
        }

        text.Append(
            CultureInfo.InvariantCulture,
            $"{quarantine.Total} in quarantine, {quarantine.Quarantined.Count} shown; {quarantine.Replayed} replayed and {quarantine.Discarded} discarded so far\n");
        return text.ToString();
    }

    // What someone sent must not move the cursor.
    private static string Plain(string text) => string.Concat(text.Select(letter => char.IsControl(letter) ? '\uFFFD' : letter));
}
