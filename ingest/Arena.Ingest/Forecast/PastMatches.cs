using Arena.Ingest.Figures;
using Arena.Ingest.Matches;
using Arena.Wire;

namespace Arena.Ingest.Forecast;

/// <summary>What bins took in during the matches of the last year, read once; of a match that ended within two days again each hour, because late samples may still come.</summary>
internal sealed class PastMatches(MatchBook book, LevelReader levels, IFigureStore figures, TimeProvider time)
{
    /// <summary>So many matches tell a habit; older ones told of another ground.</summary>
    private const int Most = 20;

    private static readonly TimeSpan Oldest = TimeSpan.FromDays(370);
    private static readonly TimeSpan Settled = TimeSpan.FromDays(2);
    private static readonly TimeSpan Again = TimeSpan.FromHours(1);

    private readonly Dictionary<string, Read> _read = new(StringComparer.Ordinal);

    /// <summary>Past matches of each bin, and whether anything was read anew.</summary>
    /// <exception cref="Store.StoreUnavailableException">They can't be read now; what was read stays.</exception>
    public async ValueTask<(IReadOnlyDictionary<string, IReadOnlyList<PastMatch>> OfBin, bool Changed)> AllAsync(UnixTime now, CancellationToken cancellationToken)
    {
        var matches = book.All.Where(match => !match.Cancelled && match.Timeline.To <= now && match.KickOff > now - Oldest).TakeLast(Most).ToList();
        var gone = _read.Keys.Except(matches.Select(match => match.Name), StringComparer.Ordinal).ToList();
        gone.ForEach(name => _read.Remove(name));
        var changed = gone.Count > 0;
        foreach (var match in matches.Where(match => IsDue(match, now)))
        {
            _read[match.Name] = await ReadAsync(match, cancellationToken);
            changed = true;
        }

        var ofBin = levels.Bins.ToDictionary(
            bin => bin.Point.Name,
            bin => (IReadOnlyList<PastMatch>)[.. _read.Values.Where(read => read.Attendance > 0).Select(read => new PastMatch(read.Attendance, read.Curves[bin.Point.Name]))],
            StringComparer.Ordinal);
        return (ofBin, changed);
    }

    private bool IsDue(MatchDay match, UnixTime now) =>
        !_read.TryGetValue(match.Name, out var read) || !read.Timeline.Starts.SequenceEqual(match.Timeline.Starts) || (match.Timeline.To > now - Settled && time.GetElapsedTime(read.At) >= Again);

    private async ValueTask<Read> ReadAsync(MatchDay match, CancellationToken cancellationToken)
    {
        var timeline = match.Timeline;
        var (from, to) = (MatchAxis.TimeOf(timeline, FillCurve.FromMinute), MatchAxis.TimeOf(timeline, FillCurve.ToMinute));
        var curves = new Dictionary<string, FillCurve>(StringComparer.Ordinal);
        foreach (var bin in levels.Bins)
            curves[bin.Point.Name] = FillCurve.Of(await levels.ReadAsync(bin, from, to, cancellationToken), timeline);
        return new Read(time.GetTimestamp(), timeline, await AttendanceAsync(match, cancellationToken), curves);
    }

    // As someone set it, as the turnstiles counted it, as it was expected; 0 where nobody knows.
    private async ValueTask<double> AttendanceAsync(MatchDay match, CancellationToken cancellationToken)
    {
        if (match.SetAttendance is { } set) return set;
        await foreach (var counted in figures.ReadAsync(new FigureName(FigureFields.Attendance, match.Name), match.KickOff, match.KickOff + TimeSpan.FromSeconds(1), cancellationToken))
        {
            if (counted.Value > 0) return counted.Value;
        }

        return match.Expected ?? 0;
    }

    private sealed record Read(long At, Timeline Timeline, double Attendance, IReadOnlyDictionary<string, FillCurve> Curves);
}
