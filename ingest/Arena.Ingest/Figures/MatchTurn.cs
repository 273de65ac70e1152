using Arena.Ingest.Figures.Results;
using Arena.Ingest.Matches;
using Arena.Ingest.Store.Rollups;
using Arena.Wire;

namespace Arena.Ingest.Figures;

/// <summary>Matches whose phases changed, at once; those that samples came for, and the one that is going on, in their turn.</summary>
internal sealed class MatchTurn(DueFigures due, MatchFigures figures, MatchBook book, TimeProvider time)
{
    private const int Page = 4096;

    // What of a match is told by people and the clock, as it was computed last in this run.
    private readonly Dictionary<string, string> _told = [];

    /// <summary>Matches that someone said something of, or that came to another phase.</summary>
    /// <exception cref="Store.StoreUnavailableException">Run it again.</exception>
    public async ValueTask PhasesAsync(Func<ValueTask> rest, CancellationToken cancellationToken)
    {
        var now = UnixTime.From(time.GetUtcNow());
        foreach (var match in book.All)
        {
            var told = Told(match, now);
            if (_told.TryGetValue(match.Name, out var known) ? known == told : !MatchFigures.Has(match, now) && !match.Cancelled)
                continue;
            if (known is not null || !await figures.IsCurrentAsync(match, now, cancellationToken))
                await ComputeAsync(match, now, rest, cancellationToken);
            _told[match.Name] = told;
        }
    }

    /// <summary>Matches that are due.</summary>
    /// <exception cref="Store.StoreUnavailableException">What is not done stays due.</exception>
    public async ValueTask RunAsync(Func<ValueTask> rest, CancellationToken cancellationToken)
    {
        var now = UnixTime.From(time.GetUtcNow());
        var computed = new HashSet<string>(StringComparer.Ordinal);
        for (var page = due.Page(DueKind.Match, Page); page.Count > 0; page = page.Count == Page ? due.Page(DueKind.Match, Page, page[^1]) : [])
        {
            foreach (var match in book.All.Where(match => MatchFigures.Has(match, now) && !match.Cancelled && page.Exists(hour => Touches(match, hour.Start))))
            {
                if (computed.Add(match.Name))
                    await ComputeAsync(match, now, rest, cancellationToken);
            }

            await due.CleanAsync(page, cancellationToken);
        }
    }

    private async ValueTask ComputeAsync(MatchDay match, UnixTime now, Func<ValueTask> rest, CancellationToken cancellationToken)
    {
        await figures.ComputeAsync(match, now, cancellationToken);
        await rest();
    }

    // What was in a bin a day before counts too, but it changes nothing of what came in since: hours of the match itself are enough, and one before for emptyings.
    private static bool Touches(MatchDay match, long hour) =>
        hour < match.Timeline.To.Microseconds + RollupLevels.HourUs && hour + (2 * RollupLevels.HourUs) > match.Timeline.From.Microseconds;

    private static string Told(MatchDay match, UnixTime now) => string.Join(
        ' ', match.KickOff, match.Expected, match.SetAttendance, match.Cancelled, string.Join(' ', match.Timeline.Starts.Where(start => start.At <= now).Select(start => $"{start.Phase}@{start.At}")));
}
