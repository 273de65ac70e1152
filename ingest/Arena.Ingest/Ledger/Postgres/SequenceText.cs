using System.Globalization;
using Arena.Wire.Acknowledgements;

namespace Arena.Ingest.Ledger.Postgres;

/// <summary>Runs of numbers as a column holds them: <c>43-50 52-52</c>.</summary>
internal static class SequenceText
{
    public static string Of(IReadOnlyList<SequenceRange> runs) => runs.Count == 0
        ? ""
        : string.Join(' ', runs.Select(run => string.Create(CultureInfo.InvariantCulture, $"{run.First}-{run.Last}")));

    public static IEnumerable<SequenceRange> Parse(string text)
    {
        foreach (var run in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var dash = run.IndexOf('-', StringComparison.Ordinal);
            yield return new SequenceRange(
                long.Parse(run.AsSpan(0, dash), NumberStyles.None, CultureInfo.InvariantCulture),
                long.Parse(run.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture));
        }
    }
}
