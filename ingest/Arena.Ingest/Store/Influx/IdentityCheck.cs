using Arena.Ingest.Store.Sqlite;
using Arena.Wire;

namespace Arena.Ingest.Store.Influx;

/// <summary>
/// Keeps the first value of an identity: InfluxDB itself would overwrite it. A sample newer than all of its series is new without asking; an
/// older one is looked up first.
/// </summary>
internal sealed class IdentityCheck(InfluxReader reader)
{
    // Late samples further apart are asked for apart.
    private const long ClusterUs = 3_600_000_000;
    private readonly Dictionary<SeriesName, long> _newest = new(SeriesIdentity.Comparer);

    /// <summary>Learns what the database holds.</summary>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        _newest.Clear();
        foreach (var sample in await reader.LatestAsync(cancellationToken))
            _newest[sample.Series] = sample.Time.Microseconds;
    }

    /// <summary>Sets the fate of each sample. From now on they count as possibly written.</summary>
    /// <param name="samples">Of one commit, in the order they came.</param>
    /// <param name="ask">False when the database can't be asked.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task JudgeAsync(PendingSample[] samples, bool ask, CancellationToken cancellationToken)
    {
        foreach (var series in Enumerable.Range(0, samples.Length).GroupBy(index => samples[index].Sample.Series, SeriesIdentity.Comparer))
        {
            var inOrder = series.OrderBy(index => samples[index].Sample.Time).ThenBy(index => index).ToArray();
            Repeated(samples, inOrder);
            var newest = _newest.GetValueOrDefault(series.Key, long.MinValue);
            var late = ask ? inOrder.Where(index => samples[index].Sample.Time.Microseconds <= newest).ToArray() : [];
            foreach (var cluster in Clusters(samples, late))
                await LookUpAsync(series.Key, samples, cluster, cancellationToken);
            _newest[series.Key] = Math.Max(newest, samples[inOrder[^1]].Sample.Time.Microseconds);
        }
    }

    private static void Repeated(PendingSample[] samples, int[] inOrder)
    {
        var first = inOrder[0];
        foreach (var index in inOrder.AsSpan(1))
        {
            if (samples[index].Sample.Time == samples[first].Sample.Time)
                Known(ref samples[index], samples[first].Sample.Value);
            else
                first = index;
        }
    }

    private async Task LookUpAsync(SeriesName series, PendingSample[] samples, ArraySegment<int> late, CancellationToken cancellationToken)
    {
        var (from, to) = (samples[late[0]].Sample.Time.Microseconds, samples[late[^1]].Sample.Time.Microseconds + 1);
        var next = 0;
        await foreach (var stored in reader.SamplesAsync(series, from, to, cancellationToken))
        {
            while (next < late.Count && samples[late[next]].Sample.Time < stored.Time)
                next++;
            for (; next < late.Count && samples[late[next]].Sample.Time == stored.Time; next++)
                Known(ref samples[late[next]], stored.Value);
        }
    }

    private static IEnumerable<ArraySegment<int>> Clusters(PendingSample[] samples, int[] late)
    {
        var start = 0;
        for (var place = 1; place <= late.Length; place++)
        {
            if (place < late.Length && samples[late[place]].Sample.Time.Microseconds - samples[late[place - 1]].Sample.Time.Microseconds < ClusterUs)
                continue;
            yield return new ArraySegment<int>(late, start, place - start);
            start = place;
        }
    }

    private static void Known(ref PendingSample sample, double stored)
    {
        sample.Stored = stored;
        sample.Fate = BitConverter.DoubleToInt64Bits(stored) == BitConverter.DoubleToInt64Bits(sample.Sample.Value) ? Staging.Duplicate : Staging.Conflict;
    }
}
