using Arena.Ingest.Store;
using Arena.Wire;
using Arena.Wire.Batches;
using Npgsql;

namespace Arena.Ingest.Ledger.Postgres;

/// <summary>What is written.</summary>
internal sealed partial class PostgresLedger
{
    public async ValueTask JudgeAsync(IReadOnlyList<Admission> admissions, Memory<LedgerVerdict> verdicts, CancellationToken cancellationToken)
    {
        var numbered = Enumerable.Range(0, admissions.Count).Where(place => admissions[place].Id is not null).ToArray();
        verdicts.Span.Clear();
        if (numbered.Length == 0)
            return;
        var known = await KnownAsync(Array.ConvertAll(numbered, place => admissions[place].Id!.Value), cancellationToken);
        var seen = new HashSet<BatchId>();
        for (var index = 0; index < numbered.Length; index++)
        {
            var admission = admissions[numbered[index]];
            var verdict = Verdict(known[index], admission.Hash.Span);

            // Of batches under one number the first is stored; when all are written, the others are told from it.
            if (verdict == LedgerVerdict.New && !seen.Add(admission.Id!.Value))
                verdict = LedgerVerdict.Terminal;
            verdicts.Span[numbered[index]] = verdict;
        }
    }

    public async ValueTask<CommitResult> WriteAsync(
        ReadOnlyMemory<AdmissionOutcome> outcomes, long mark, Action beside, CancellationToken cancellationToken)
    {
        await _file.WriteAsync(beside, cancellationToken);
        var admissions = outcomes.ToArray().Select(outcome => outcome.Admission).ToList();
        CommitTally commit = null!;
        List<EpochRow> written = [];
        IReadOnlyDictionary<string, QuarantineSize> sizes = _sizes;
        await _session.WriteAsync(
            async connection =>
            {
                var look = await LedgerLook.TakeAsync(connection, admissions, IdOf, cancellationToken);
                var stage = new LedgerStage(look, new QuarantineRoom(look.Sizes, _bounds, _session.Address), _said);
                commit = new CommitTally { Mark = mark };
                foreach (ref readonly var outcome in outcomes.Span)
                    commit.Stage(outcome, stage);
                written = await LedgerFlush.WriteAsync(connection, stage, _instance, cancellationToken);
                sizes = Changed(look.Sizes, stage.Resized);
            },
            () =>
            {
                _epochs.Take(written);
                _sizes = sizes;
            },
            cancellationToken);
        return commit.Result();
    }

    public async ValueTask<long> RenewAsync(string why, long above, CancellationToken cancellationToken)
    {
        var known = Generation;
        IReadOnlyList<MintedGeneration> generations = [];
        await _session.WriteAsync(
            async connection =>
            {
                await GenerationRows.MintAsync(connection, known, above, Now(), why, cancellationToken);
                generations = await GenerationRows.AllAsync(connection, cancellationToken);
            },
            () => Learn(generations),
            cancellationToken);
        return Generation;
    }

    public async ValueTask<long> WithdrawAsync(long mark, string why, Action beside, CancellationToken cancellationToken)
    {
        var withdrawn = 0L;
        IReadOnlyList<MintedGeneration> generations = [];
        List<EpochRow> written = [];
        await _session.WriteAsync(
            async connection =>
            {
                (written, withdrawn) = await LedgerWithdrawal.RunAsync(connection, _instance, mark, cancellationToken);

                // Also when another instance has just begun one: under that, what is withdrawn may have been confirmed.
                await GenerationRows.MintAsync(connection, known: long.MaxValue, above: 0, Now(), why, cancellationToken);
                generations = await GenerationRows.AllAsync(connection, cancellationToken);
            },
            () =>
            {
                _epochs.Take(written);
                Learn(generations);
            },
            cancellationToken);
        await _file.WriteAsync(beside, cancellationToken);
        return withdrawn;
    }

    public async ValueTask<long> DiscardAsync(QuarantineFilter filter, CancellationToken cancellationToken)
    {
        var discarded = 0L;
        await _session.WriteAsync(async connection => discarded = await QuarantineRows.DiscardAsync(connection, filter, cancellationToken), () => { }, cancellationToken);
        await RefreshAsync(cancellationToken);
        return discarded;
    }

    private async Task<byte[]?[]> KnownAsync(BatchId[] batches, CancellationToken cancellationToken) => await _session.ReadAsync(
        async connection =>
        {
            var ids = await LedgerLook.IdsAsync(connection, batches.Select(id => (id.Node, id.Epoch)), IdOf, cancellationToken);
            var places = Enumerable.Range(0, batches.Length).Where(place => ids.ContainsKey((batches[place].Node, batches[place].Epoch))).ToArray();
            var hashes = new byte[]?[batches.Length];
            await using var ask = new NpgsqlBatch(connection)
            {
                BatchCommands =
                {
                    BatchRows.Known(
                        Array.ConvertAll(places, place => ids[(batches[place].Node, batches[place].Epoch)]), Array.ConvertAll(places, place => batches[place].Sequence)),
                },
            };
            await using var rows = await ask.ExecuteReaderAsync(cancellationToken);
            while (await rows.ReadAsync(cancellationToken))
                hashes[places[rows.GetInt64(0) - 1]] = rows.GetFieldValue<byte[]>(1);
            return hashes;
        },
        cancellationToken);

    private long? IdOf((string Node, Epoch Epoch) key) => _epochs.Find(key.Node, key.Epoch)?.Entry.Id;

    private static Dictionary<string, QuarantineSize> Changed(Dictionary<string, QuarantineSize> sizes, IReadOnlyDictionary<string, QuarantineSize> changes)
    {
        foreach (var (node, change) in changes)
            sizes[node] = sizes.GetValueOrDefault(node) + change;
        return sizes;
    }
}
