using System.Runtime.CompilerServices;
using Arena.Ingest.Decoding;
using Arena.Ingest.Store;
using Arena.Wire;

namespace Arena.Ingest.Matches;

/// <summary>A stretch of a rehearsal.</summary>
/// <param name="To">Match time at its end.</param>
/// <param name="Samples">The newest sample of each series within it.</param>
/// <param name="Begun">Phases that began within it.</param>
internal sealed record RehearsalStep(UnixTime To, IReadOnlyList<Sample> Samples, IReadOnlyList<PhaseStart> Begun);

/// <summary>Plays a past match again from what is stored of it, step by step. Reads ten minutes of match time at once, and holds no more.</summary>
internal sealed class Rehearsal(VenueCatalogue catalogue, ISampleStore store)
{
    private static readonly TimeSpan Chunk = TimeSpan.FromMinutes(10);

    /// <param name="match">Which.</param>
    /// <param name="from">Match time to begin at.</param>
    /// <param name="step">Match time of one step, ten minutes at most.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="StoreUnavailableException">The samples can't be read now.</exception>
    public async IAsyncEnumerable<RehearsalStep> StepsAsync(
        MatchDay match, UnixTime from, TimeSpan step, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var timeline = match.Timeline;
        for (var chunk = from; chunk < timeline.To; chunk += Chunk)
        {
            var end = Earlier(chunk + Chunk, timeline.To);
            var samples = await ReadAsync(chunk, end, cancellationToken);
            var next = 0;
            for (var at = chunk; at < end; at += step)
            {
                var to = Earlier(at + step, end);
                var newest = new Dictionary<SeriesName, Sample>(SeriesIdentity.Comparer);
                for (; next < samples.Count && samples[next].Time < to; next++)
                    newest[samples[next].Series] = samples[next];
                yield return new RehearsalStep(to, [.. newest.Values], [.. timeline.Starts.Where(start => start.At >= at && start.At < to)]);
            }
        }

        yield return new RehearsalStep(timeline.To, [], [timeline.Starts[^1]]);
    }

    private async ValueTask<List<Sample>> ReadAsync(UnixTime from, UnixTime to, CancellationToken cancellationToken)
    {
        var samples = new List<Sample>();
        foreach (var series in catalogue.Series)
        {
            await foreach (var sample in store.ReadAsync(series.Name, from, to, cancellationToken))
                samples.Add(new Sample(series.Name, sample.Time, sample.Value, sample.Quality));
        }

        samples.Sort((one, other) => one.Time.CompareTo(other.Time));
        return samples;
    }

    private static UnixTime Earlier(UnixTime one, UnixTime other) => one < other ? one : other;
}
