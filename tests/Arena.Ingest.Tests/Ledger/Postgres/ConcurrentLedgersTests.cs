using Arena.Ingest.Ledger;
using Arena.Ingest.Store;
using Arena.Ingest.Tests.Servers;
using Arena.Ingest.Tests.Store;
using Arena.Wire;
using Xunit;

namespace Arena.Ingest.Tests.Ledger.Postgres;

/// <summary>Several instances at one ledger, at the same moment.</summary>
public sealed class ConcurrentLedgersTests(PostgresServer server)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Whoever_gets_which_batch_no_number_is_lost_none_counted_twice_and_the_chain_is_the_nodes_own(int seed)
    {
        const int Batches = 60;
        await using var one = await SharedLedger.CreateAsync(server);
        await using var two = await SharedLedger.CreateAsync(server, "two", one);
        await using var three = await SharedLedger.CreateAsync(server, "three", one);
        SharedLedger[] instances = [one, two, three];
        var random = new Random(seed);
        Outbox[] outboxes = [new(), new("pi-north"), new()];
        var sealedBatches = outboxes.Zip([Venue.Power, Venue.Filling, Venue.Weight], (outbox, series) => Numbered(outbox, Batches, series)).ToArray();

        // Each batch goes to one instance, some to all at once, as a resend in the middle of a commit does.
        var shares = Array.ConvertAll(instances, _ => new List<Admission>());
        foreach (var batch in sealedBatches.SelectMany(batches => batches))
        {
            var share = random.Next(instances.Length + 1);
            foreach (var to in share == instances.Length ? shares : [shares[share]])
                to.Add(batch);
        }

        var results = await Task.WhenAll(instances.Select((instance, index) => CommitAllAsync(instance, Shuffled(shares[index], new Random(seed + index)), new Random(seed))));

        Assert.Equal(outboxes.Length * Batches, results.Sum());
        foreach (var instance in instances)
        {
            await instance.Ledger.RefreshAsync(Cancellation);
            for (var index = 0; index < outboxes.Length; index++)
            {
                var status = Assert.Single(instance.Ledger.Epochs(sealedBatches[index][0].Node!), status => status.Epoch == outboxes[index].Epoch);
                Assert.Equal((Batches, Batches, 0), (status.Terminal.Low, status.Stored, status.Terminal.Ranges.Count));
                Assert.Equal(Outbox.ChainOver(sealedBatches[index]), status.Chain);
            }
        }

        Assert.Equal((long)outboxes.Length * Batches, await server.ExecuteAsync(one.Site, "SELECT count(*) FROM batch"));
    }

    [Fact]
    public async Task Whether_there_is_company_is_known_until_the_last_of_the_others_has_gone()
    {
        await using var one = await SharedLedger.CreateAsync(server);
        Assert.False(await one.Ledger.HasCompanyAsync(Cancellation));
        await using (var two = await SharedLedger.CreateAsync(server, "two", one))
            Assert.Equal((true, true), (await one.Ledger.HasCompanyAsync(Cancellation), await two.Ledger.HasCompanyAsync(Cancellation)));

        // The server lets go of the name a moment after its session has ended.
        while (await one.Ledger.HasCompanyAsync(Cancellation))
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Cancellation);
    }

    [Fact]
    public async Task A_batch_that_two_write_to_the_database_at_once_is_stored_by_the_first_and_settled_by_both()
    {
        await using var one = await SharedLedger.CreateAsync(server);
        await using var two = await SharedLedger.CreateAsync(server, "two", one);
        Admission[] batch = [new Outbox().Numbered(1, new Sample(Venue.Power, Outbox.Noon, 1))];
        var (first, second) = (new LedgerVerdict[1], new LedgerVerdict[1]);
        await one.Own.JudgeAsync(batch, first, Cancellation);
        await two.Own.JudgeAsync(batch, second, Cancellation);
        Assert.Equal((LedgerVerdict.New, LedgerVerdict.New), (first[0], second[0]));

        var stored = await one.WriteAsync(first, batch);
        var repeated = await two.WriteAsync(second, batch);

        Assert.Equal((1, 0), (stored.StoredSamples, stored.DuplicateSamples));
        Assert.Equal((0, 1), (repeated.StoredSamples, repeated.DuplicateSamples));
        Assert.Equal(1L, await server.ExecuteAsync(one.Site, "SELECT count(*) FROM batch"));
    }

    [Fact]
    public async Task Of_two_with_other_bytes_under_one_number_at_once_the_second_is_a_fork()
    {
        await using var one = await SharedLedger.CreateAsync(server);
        await using var two = await SharedLedger.CreateAsync(server, "two", one);
        var outbox = new Outbox();
        Admission[] stored = [outbox.Numbered(1, new Sample(Venue.Power, Outbox.Noon, 1))];
        Admission[] forked = [outbox.Numbered(1, new Sample(Venue.Power, Outbox.Noon, 2))];
        LedgerVerdict[] both = [LedgerVerdict.New];

        await one.WriteAsync(both, stored);
        var result = await two.WriteAsync(both, forked);

        Assert.Equal([forked[0].Id!.Value], result.Forked);
        await one.Ledger.RefreshAsync(Cancellation);
        Assert.Equal(LedgerVerdict.Forked, one.Ledger.Judge(forked[0].Id!.Value, forked[0].Hash.Span));
        Assert.Equal(LedgerVerdict.Terminal, one.Ledger.Judge(stored[0].Id!.Value, stored[0].Hash.Span));
    }

    [Fact]
    public async Task Instances_that_start_at_once_make_the_schema_once_and_have_one_generation()
    {
        var site = SharedLedger.NewSite();

        var instances = await Task.WhenAll(Enumerable.Range(1, 4).Select(number => SharedLedger.CreateAsync(server, $"number-{number}", site)));

        Assert.Single(instances.Select(instance => instance.Ledger.Generation).Distinct());
        foreach (var instance in instances)
            await instance.DisposeAsync();
    }

    [Fact]
    public async Task A_second_program_under_one_name_is_not_let_in_until_the_first_has_gone()
    {
        await using var one = await SharedLedger.CreateAsync(server);

        var refused = await Assert.ThrowsAsync<StoreUnavailableException>(() => SharedLedger.CreateAsync(server, "one", one));
        Assert.Contains("give each its own --instance", refused.Message, StringComparison.Ordinal);
        await one.DisposeConnectionsAsync();

        await using var again = await SharedLedger.CreateAsync(server, "one", one);
        Assert.Equal(1, await Rows(again, "instance"));
    }

    [Fact]
    public async Task One_that_lost_its_connection_in_the_middle_goes_on_with_what_is_durable()
    {
        await using var one = await SharedLedger.CreateAsync(server, "cut-off");
        await using var two = await SharedLedger.CreateAsync(server, "two", one);
        var batches = Numbered(new Outbox(), 3);
        await one.CommitAsync(batches[0]);
        await server.ExecuteAsync(one.Site, $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'arena-ingest cut-off' AND query NOT LIKE '%pg_terminate%'");
        await two.CommitAsync(batches[1]);

        // The connection that reads fails first, then the one that writes.
        await Assert.ThrowsAsync<StoreUnavailableException>(() => one.CommitAsync(batches[2]));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => one.CommitAsync(batches[2]));
        await one.CommitAsync(batches[2]);

        Assert.Equal((3L, Outbox.ChainOver(batches)), (one.Told().Terminal.Low, one.Told().Chain));
    }

    [Fact]
    public async Task A_generation_that_one_begins_is_the_others_too_and_two_who_want_one_begin_one()
    {
        await using var one = await SharedLedger.CreateAsync(server);
        await using var two = await SharedLedger.CreateAsync(server, "two", one);
        var renewed = 0;
        two.Ledger.Renewed += (_, _) => renewed++;

        var first = await one.Ledger.RenewAsync("as a test", 0, Cancellation);
        Assert.Equal(first, await two.Ledger.RenewAsync("for the same reason", 0, Cancellation));

        Assert.Equal((first, 1), (two.Ledger.Generation, renewed));
        Assert.Equal(first + 5_000_000, await two.Ledger.RenewAsync("above another", first + 4_999_999, Cancellation));
        await one.Ledger.RefreshAsync(Cancellation);
        Assert.Equal(first + 5_000_000, one.Ledger.Generation);
        Assert.Equal(["above another", "as a test", "first opened here"], one.Ledger.Generations.Select(generation => generation.Why));
    }

    [Fact]
    public async Task What_one_withdraws_the_other_confirms_no_more_and_what_the_other_wrote_stays()
    {
        await using var one = await SharedLedger.CreateAsync(server);
        await using var two = await SharedLedger.CreateAsync(server, "two", one);
        var batches = Numbered(new Outbox(), 4);
        await one.CommitAsync(batches[0]);
        await two.CommitAsync(batches[1]);
        await one.CommitAsync(batches[2], batches[3]);
        var before = one.Ledger.Generation;

        Assert.Equal(2, await one.Own.WithdrawAsync(2, "the database lacks it", () => { }, Cancellation));

        await two.Ledger.RefreshAsync(Cancellation);
        Assert.True(two.Ledger.Generation > before);
        Assert.Equal((2L, Outbox.ChainOver(batches[..2])), (two.Told().Terminal.Low, two.Told().Chain));
        await two.CommitAsync(batches[2], batches[3]);
        Assert.Equal((4L, Outbox.ChainOver(batches)), (two.Told().Terminal.Low, two.Told().Chain));
    }

    private async Task<long> Rows(SharedLedger ledger, string table) => (long)(await server.ExecuteAsync(ledger.Site, $"SELECT count(*) FROM {table}"))!;

    private static async Task<int> CommitAllAsync(SharedLedger instance, List<Admission> share, Random random)
    {
        var stored = 0;
        for (var place = 0; place < share.Count;)
        {
            var count = Math.Min(random.Next(1, 9), share.Count - place);
            stored += (await instance.CommitAsync([.. share[place..(place + count)]])).StoredSamples;
            place += count;
        }

        return stored;
    }

    private static List<Admission> Shuffled(List<Admission> batches, Random random)
    {
        var shuffled = batches.ToArray();
        random.Shuffle(shuffled);
        return [.. shuffled];
    }

    private static Admission[] Numbered(Outbox outbox, int count, SeriesName? series = null) =>
        [.. Enumerable.Range(1, count).Select(sequence => outbox.Numbered(sequence, new Sample(series ?? Venue.Power, Outbox.Noon + TimeSpan.FromSeconds(sequence), sequence)))];
}
