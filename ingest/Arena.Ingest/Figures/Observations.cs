using Arena.Ingest.Decoding;
using Arena.Ingest.Insight;
using Arena.Ingest.Ledger;
using Arena.Ingest.Store.Rollups;
using Arena.Ingest.Subscription;
using Arena.Mqtt;
using Arena.Wire;

namespace Arena.Ingest.Figures;

/// <summary>What can only be seen at the moment: which nodes are there, with what software, and how ingest itself stands.</summary>
/// <remarks>
/// While ingest is away from the broker it doesn't know of nodes, and says nothing of them: one cause is not 25 alarms. A node that has not said anything
/// a minute after the broker came is not there.
/// </remarks>
internal sealed class Observations(
    VenueCatalogue catalogue, NodeDirectory directory, IMqttLink link, FlowCounters flow, StoredTotal total, ILedger ledger, TimeProvider time)
{
    /// <summary>Subject of what ingest tells of itself.</summary>
    public const string Ingest = "ingest";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, bool> _online = [];
    private readonly Dictionary<string, (string Version, long Day)> _software = [];
    private readonly HashSet<Reason> _quarantined = [.. Enum.GetValues<Reason>().Where(reason => reason != Reason.None)];
    private UnixTime? _linked;

    /// <summary>What changed since it was asked last.</summary>
    public List<Figure> Changes()
    {
        var now = UnixTime.From(time.GetUtcNow());
        _linked = link.Status.Online ? _linked ?? now : null;
        var changes = new List<Figure>();
        if (_linked is not null)
            changes.AddRange(catalogue.Manifest.Nodes.SelectMany(node => ChangesOf(node.Name, now)));
        return changes;
    }

    /// <summary>What is told each minute.</summary>
    /// <exception cref="Store.StoreUnavailableException">The ledger can't be asked now.</exception>
    public async ValueTask<List<Figure>> MinuteAsync(UnixTime minute, CancellationToken cancellationToken)
    {
        var figures = new List<Figure>
        {
            Of(FigureFields.Heartbeat, 1),
            Of(FigureFields.Stored, total.With(flow.Stored)),
            Of(FigureFields.UnderWay, flow.UnderWay),
        };
        if (_linked is not null)
            figures.AddRange(_online.Select(node => new Figure(new FigureName(FigureFields.Online, node.Key), minute, node.Value ? 1 : 0)));

        // All reasons at first, then those that there are, and 0 once for those that are no more.
        var counts = await ledger.QuarantinedByReasonAsync(cancellationToken);
        figures.AddRange(_quarantined.Union(counts.Keys).Where(reason => reason != Reason.None)
            .Select(reason => Of(FigureFields.Quarantined(reason), counts.GetValueOrDefault(reason))));
        _quarantined.Clear();
        _quarantined.UnionWith(counts.Keys);
        return figures;

        Figure Of(FigureField field, double value) => new(new FigureName(field, Ingest), minute, value);
    }

    private IEnumerable<Figure> ChangesOf(string node, UnixTime now)
    {
        var signs = directory.Of(node);
        if ((signs.Online ?? (now - _linked > Patience ? false : null)) is { } online && (!_online.TryGetValue(node, out var known) || known != online))
        {
            _online[node] = online;
            yield return new Figure(new FigureName(FigureFields.Online, node), signs.Online is null ? now : signs.Since ?? now, online ? 1 : 0);
        }

        var day = RollupLevels.Floor(now.Microseconds, RollupLevel.Day.Window());
        if (signs.Version is { } version && (!_software.TryGetValue(node, out var told) || told != (version, day)))
        {
            _software[node] = (version, day);
            yield return new Figure(new FigureName(FigureFields.Software, node), now, 0) { Text = version };
        }
    }
}
