using System.Globalization;
using System.Text;
using Arena.Ingest.Api.Samples;
using Arena.Ingest.Insight.Accounts;

namespace Arena.Ingest.Api;

/// <summary>
/// Completeness as CSV (RFC 4180): <c>node,point,from,to,expected,stored,complete</c>, a line for each node and window (or the whole span) with an empty
/// point, and of a single node a line for each point over the span. What is not known is empty.
/// </summary>
internal static class CompletenessCsv
{
    public static string Of(IReadOnlyList<NodeAccount> accounts)
    {
        var csv = new StringBuilder("node,point,from,to,expected,stored,complete\r\n");
        foreach (var account in accounts)
        {
            foreach (var (span, counts) in account.Windows.Count > 0 ? account.Windows : [(account.Span, account.Counts)])
                Line(csv, account, "", span, counts);
            foreach (var (point, counts) in accounts.Count == 1 ? account.Points : [])
                Line(csv, account, point, account.Span, counts);
        }

        return csv.ToString();
    }

    private static void Line(StringBuilder csv, NodeAccount account, string point, Interval span, Counts counts) => csv.Append(
        CultureInfo.InvariantCulture,
        $"{CsvText.Cell(account.Node.Name)},{CsvText.Cell(point)},{span.From},{span.To},{(long)counts.Expected},{counts.Stored},{counts.Complete:0.######}\r\n");
}
