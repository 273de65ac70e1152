using System.Globalization;
using Arena.Wire;

namespace Arena.Ingest.Store.Influx;

/// <summary>What of the store asks whether the database still has what it confirmed, and whether ledger and database are of one age.</summary>
internal sealed partial class InfluxSampleStore
{
    /// <summary>Most marks looked at in one turn.</summary>
    private const int MostMarks = 5_000;

    private long? _missed;

    /// <summary>Asks the database for the marks of what it confirmed; where it lacks one twice, its claims are withdrawn.</summary>
    /// <exception cref="StoreUnavailableException">It can't be asked now.</exception>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            await _turns.IdleAsync();
            if (IsOpen && _understands)
                await CheckInTurnAsync(looks: 2, cancellationToken);
        }
        finally
        {
            _gate.Release();
        }
    }

    // 1 is the ledger older than the database says? → 2 does the database lack what the ledger says? → 3 a first mark of this run
    private async Task CompareAsync(CancellationToken cancellationToken)
    {
        if (!_understands)
            return;
        _retention = await _markReader.RetentionAsync(cancellationToken);
        var newest = await _markReader.NewestAsync(cancellationToken);
        newest.ForEach(each => _marks.Continue(each.Mark));

        if (newest.Select(each => each.Generation).DefaultIfEmpty().Max() is var greatest && greatest > _ledger.Generation) // 1
            await LedgerIsOldAsync($"the database was written under generation {greatest}", greatest, cancellationToken);
        else if (newest.FirstOrDefault(each => each.Generation == _ledger.Generation).Ledger is var known && known > _marks.Durable)
            await LedgerIsOldAsync(string.Create(CultureInfo.InvariantCulture, $"the database knows that it counted {known} writes, and it counts {_marks.Durable}"), 0, cancellationToken);

        await CheckInTurnAsync(looks: 1, cancellationToken); // 2
        await MarkAsync(cancellationToken); // 3
    }

    private async Task CheckInTurnAsync(int looks, CancellationToken cancellationToken)
    {
        var earliest = Earliest();
        var expected = _marks.Expected.Where(mark => mark.At >= earliest).Take(MostMarks).ToList();
        if (expected.Count == 0)
            return;
        var present = await _markReader.WithinAsync(expected[0].At, expected[^1].At, cancellationToken);
        var missed = expected.FindAll(mark => !present.Contains(mark.Number));
        if (missed.Count == 0)
        {
            _missed = null;
            if (expected.Count > 1)
                await _file.WriteAsync(() => _marks.Prove(expected[^1].Number), cancellationToken);
            return;
        }

        // A server may answer a moment before it shows what it took.
        var missing = missed[0];
        if (looks > 1 && _missed != missing.Number)
            _missed = missing.Number;
        else
            await DatabaseForgotAsync(missing, string.Create(CultureInfo.InvariantCulture, $"{missed.Count} of {expected.Count}"), cancellationToken);
    }

    private async Task DatabaseForgotAsync(WriteMark missing, string howMany, CancellationToken cancellationToken)
    {
        var kept = await _markReader.LastBeforeAsync(missing.At, cancellationToken);
        var withdrawn = await _ledger.WithdrawAsync(
            kept + 1,
            string.Create(CultureInfo.InvariantCulture, $"the database lacks writes from {kept + 1} on"),
            () => _marks.Prove(long.MaxValue),
            cancellationToken);
        _missed = null;
        LogForgot(_options.Url, howMany, kept + 1, missing.At, withdrawn, _ledger.Generation);
        await MarkAsync(cancellationToken);
    }

    private async Task LedgerIsOldAsync(string why, long above, CancellationToken cancellationToken)
    {
        var before = _ledger.Generation;
        var next = await _ledger.RenewAsync($"restored from an older backup: {why}", above, cancellationToken);
        LogLedgerOld(before, why, next);
    }

    private async Task MarkAsync(CancellationToken cancellationToken)
    {
        _marks.Generation = _ledger.Generation;
        using var line = new LineBuffer();
        if (_marks.Append(line) is not { } mark)
            return;
        if (await _writer.WriteAsync(line.Written, cancellationToken) is { } refusal)
            throw new StoreUnavailableException($"the database at {_options.Url} refuses the ledger's marks: {refusal}. If someone else writes measurement {WriteMarks.Measurement}, drop it");
        _marks.Confirmed(mark);
        await _file.WriteAsync(_marks.Write, cancellationToken);
    }

    // Before this the database keeps nothing, and may take a sample and drop it without a word.
    private UnixTime Earliest() => _retention is { } kept ? UnixTime.From(_time.GetUtcNow()) - kept : UnixTime.Min;

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "ALARM: the database at {Url} confirmed writes that it does not have, {HowMany} of those looked for, from number {Number} on ({At}): it forgets, or was restored from a backup. "
            + "{Batches} batches are no longer claimed to be stored; ledger generation {Generation} begins, so that the nodes offer again what they keep")]
    private partial void LogForgot(Uri url, string howMany, long number, UnixTime at, long batches, long generation);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "ALARM: ledger {Generation} was restored from an older backup: {Why}. Generation {Next} begins, so that the nodes offer again what they keep")]
    private partial void LogLedgerOld(long generation, string why, long next);
}
