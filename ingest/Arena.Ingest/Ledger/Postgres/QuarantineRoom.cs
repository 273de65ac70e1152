using System.Globalization;
using Arena.Ingest.Store;
using Arena.Ingest.Store.Sqlite;

namespace Arena.Ingest.Ledger.Postgres;

/// <summary>How much more the quarantine takes, as a transaction fills it.</summary>
/// <remarks>What other instances commit at the same moment is not seen: together they can go over its bounds by what one group of each holds.</remarks>
internal sealed class QuarantineRoom(IReadOnlyDictionary<string, QuarantineSize> before, ArenaFileOptions bounds, string address)
{
    private readonly Dictionary<string, QuarantineSize> _changes = new(StringComparer.Ordinal);
    private QuarantineSize _all = before.Values.Aggregate(default(QuarantineSize), (sum, size) => sum + size);

    public IReadOnlyDictionary<string, QuarantineSize> Changes => _changes;

    /// <exception cref="StoreUnavailableException">It doesn't fit.</exception>
    public void Take(QuarantinedItem item)
    {
        var bytes = item.Entry.Payload.Length;
        if (_all.Entries >= bounds.MaxQuarantineEntries || _all.Bytes + bytes > bounds.MaxQuarantineBytes)
        {
            throw new StoreUnavailableException(string.Create(
                CultureInfo.InvariantCulture,
                $"the quarantine in {address} is full ({_all.Entries} entries, {_all.Bytes} bytes): find out who sends what is refused (arena-ingest quarantine list), then replay or discard it; it goes on by itself"));
        }

        Change(item.Node, new QuarantineSize(1, bytes));
    }

    public void GiveBack(QuarantinedItem item) => Change(item.Node, new QuarantineSize(-1, -item.Entry.Payload.Length));

    private void Change(string? node, QuarantineSize change)
    {
        _changes[node ?? ""] = _changes.GetValueOrDefault(node ?? "") + change;
        _all += change;
    }
}
