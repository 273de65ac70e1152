
namespace Arena.Ingest.Store.Influx;

/// <summary>
/// Keeps the first value of an identity: InfluxDB itself would overwrite it. A sample newer than all of its series is new without asking; an
/// older one is looked up first.
/// </summary>
internal sealed class IdentityCheck(InfluxReader reader, LineCatalogue catalogue)
{
    // Late samples further apart are asked for apart.
    private const long ClusterUs = 3_600_000_000;
    private long _commit;

    /// <summary>Learns what the database holds.</summary>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        var latest = await reader.LatestAsync(cancellationToken);
        foreach (var series in catalogue.Written)
            series.Newest = long.MinValue;
        foreach (var sample in latest)
        {
            if (catalogue.TryGet(sample.Series, out WrittenSeries? series))
                series.Newest = sample.Time.Microseconds;
        }
    }

    /// <summary>Sets the fate of each sample. From now on they count as possibly written.</summary>
    /// <param name="plan">The samples of one commit, in the order they came.</param>
    /// <param name="ask">False when the database can't be asked.</param>
    /// <param name="written">Completes when everything that was judged before has been written: only then can the database be asked.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public ValueTask JudgeAsync(CommitPlan plan, bool ask, Func<Task> written, CancellationToken cancellationToken)
    {
        _commit++;
        HashSet<WrittenSeries>? late = null;
        foreach (ref var pending in plan.Samples)
        {
            var (series, time) = (pending.Series, pending.Sample.Time.Microseconds);
            if (series.Commit != _commit)
                (series.Commit, series.Before) = (_commit, series.Newest);
            if (time > series.Newest)
                series.Newest = time;
            else
                (late ??= []).Add(series);
        }

        return late is null ? default : new ValueTask(LateAsync(plan, late, ask, written, cancellationToken));
    }

    private async Task LateAsync(CommitPlan plan, HashSet<WrittenSeries> late, bool ask, Func<Task> written, CancellationToken cancellationToken)
    {
        var asked = false;
        foreach (var (series, inOrder) in InOrder(plan, late))
        {
            Repeated(plan, inOrder);
            foreach (var cluster in Clusters(plan, ask ? Late(plan, series, inOrder) : []))
            {
                if (!asked)
                    await written();
                asked = true;
                await LookUpAsync(series, plan, cluster, cancellationToken);
            }
        }
    }

    // All samples of some series, by time and then as they came.
    private static Dictionary<WrittenSeries, int[]> InOrder(CommitPlan plan, HashSet<WrittenSeries> late)
    {
        var indices = late.ToDictionary(series => series, _ => new List<int>());
        var samples = plan.Samples;
        for (var index = 0; index < samples.Length; index++)
        {
            if (indices.TryGetValue(samples[index].Series, out var own))
                own.Add(index);
        }

        return indices.ToDictionary(series => series.Key, series => series.Value.OrderBy(index => plan.Samples[index].Sample.Time).ThenBy(index => index).ToArray());
    }

    private static int[] Late(CommitPlan plan, WrittenSeries series, int[] inOrder) =>
        [.. inOrder.Where(index => plan.Samples[index].Sample.Time.Microseconds <= series.Before)];

    private static void Repeated(CommitPlan plan, int[] inOrder)
    {
        var first = inOrder[0];
        foreach (var index in inOrder.AsSpan(1))
        {
            if (plan.Samples[index].Sample.Time == plan.Samples[first].Sample.Time)
                plan.Known(index, plan.Samples[first].Sample.Value);
            else
                first = index;
        }
    }

    private async Task LookUpAsync(WrittenSeries series, CommitPlan plan, ArraySegment<int> late, CancellationToken cancellationToken)
    {
        var (from, to) = (TimeOf(plan, late[0]), TimeOf(plan, late[^1]) + 1);
        var next = 0;
        await foreach (var stored in reader.SamplesAsync(series.Name, from, to, cancellationToken))
        {
            var time = stored.Time.Microseconds;
            while (next < late.Count && TimeOf(plan, late[next]) < time)
                next++;
            for (; next < late.Count && TimeOf(plan, late[next]) == time; next++)
                plan.Known(late[next], stored.Value);
        }
    }

    private static IEnumerable<ArraySegment<int>> Clusters(CommitPlan plan, int[] late)
    {
        var start = 0;
        for (var place = 1; place <= late.Length; place++)
        {
            if (place < late.Length && TimeOf(plan, late[place]) - TimeOf(plan, late[place - 1]) < ClusterUs)
                continue;
            yield return new ArraySegment<int>(late, start, place - start);
            start = place;
        }
    }

    private static long TimeOf(CommitPlan plan, int index) => plan.Samples[index].Sample.Time.Microseconds;
}
