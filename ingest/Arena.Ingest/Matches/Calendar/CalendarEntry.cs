using Arena.Wire;

namespace Arena.Ingest.Matches.Calendar;

/// <summary>An event of a calendar.</summary>
/// <param name="Uid">The same in every version of it.</param>
/// <param name="Summary">Its title: the teams.</param>
/// <param name="Start">Kick-off.</param>
/// <param name="Cancelled">Called off.</param>
internal sealed record CalendarEntry(string Uid, string Summary, UnixTime Start, bool Cancelled)
{
    private static readonly string[] Between = [" - ", " – ", " — ", " vs. ", " vs ", " v ", " mot "];

    /// <summary>Home team and opponent, where the title has two teams; else no home team, and the title as opponent.</summary>
    public (string? Home, string Opponent) Teams()
    {
        foreach (var between in Between)
        {
            var at = Summary.IndexOf(between, StringComparison.OrdinalIgnoreCase);
            if (at > 0 && at + between.Length < Summary.Length)
                return (Summary[..at].Trim(), Summary[(at + between.Length)..].Trim());
        }

        return (null, Summary.Trim());
    }
}

/// <summary>What can't be read of a calendar, and what to do.</summary>
internal sealed class CalendarFault(int line, string detail, string fix) : Exception($"Line {line}: {detail}")
{
    public string Fix { get; } = fix;
}
