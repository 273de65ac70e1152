using Arena.Ingest.Decoding;
using Arena.Ingest.Store.Rollups;
using Arena.Wire;

namespace Arena.Ingest.Figures.Bins;

/// <summary>Writes <c>added_kg</c> of each hour and <c>emptied</c>, <c>emptied_kg</c> of a bin.</summary>
internal sealed class BinFigures(BinReader reader, IFigureStore figures, TimeProvider time)
{
    /// <summary>Hours of a bin that are computed together, at most.</summary>
    public const int MostHours = 7 * 24;

    // An emptying just before the hour is certain only by the hour itself; and what was counted in it, the day after counts from.
    private static readonly TimeSpan HourBefore = TimeSpan.FromHours(1);
    private static readonly TimeSpan DayAfter = TimeSpan.FromHours(24);

    /// <summary>Computes what a run of hours may have changed.</summary>
    /// <exception cref="Store.StoreUnavailableException">Perhaps some of it is written: compute it again.</exception>
    public async ValueTask ComputeAsync(string point, UnixTime firstHour, UnixTime lastHour, CancellationToken cancellationToken)
    {
        if (reader.Of(point) is not { } bin)
            return;
        var from = firstHour - HourBefore;
        var to = Earlier(lastHour + HourBefore + DayAfter, UnixTime.From(time.GetUtcNow()) + HourBefore);
        if (from >= to)
            return;
        var samples = await reader.ReadAsync(bin, from, to, cancellationToken);
        var tale = BinReader.Tell(bin, samples);

        var computed = new List<Figure>();
        if (BinReader.HasScale(bin))
        {
            var hours = samples.Where(sample => sample.Time >= from && sample.Time < to).Select(sample => RollupLevels.Floor(sample.Time.Microseconds, RollupLevels.HourUs)).Distinct();
            computed.AddRange(hours.Select(hour => new UnixTime(hour)).Select(hour => Of(FigureFields.AddedKg, hour, tale.AddedWithin(hour, hour + HourBefore))));
        }

        foreach (var emptied in tale.EmptiedWithin(from, to))
        {
            computed.Add(Of(FigureFields.Emptied, emptied.At, 1));
            if (BinReader.HasScale(bin))
                computed.Add(Of(FigureFields.EmptiedKg, emptied.At, emptied.Amount));
        }

        await WithdrawAsync(bin, tale, from, to, computed, cancellationToken);
        await figures.WriteAsync(computed, cancellationToken);

        Figure Of(FigureField field, UnixTime at, double value) => new(new FigureName(field, point), at, value);
    }

    // What was written before and is no emptying after all: a figure can't be taken away everywhere, so it becomes 0.
    private async ValueTask WithdrawAsync(CatalogueSeries bin, BinTale tale, UnixTime from, UnixTime to, List<Figure> computed, CancellationToken cancellationToken)
    {
        var name = new FigureName(FigureFields.Emptied, bin.Point.Name);
        var held = tale.Emptied.Select(emptied => emptied.At).ToHashSet();
        await foreach (var written in figures.ReadAsync(name, from, to, cancellationToken))
        {
            if (written.Value == 0 || held.Contains(written.Time))
                continue;
            computed.Add(written with { Value = 0 });
            if (BinReader.HasScale(bin))
                computed.Add(new Figure(name with { Field = FigureFields.EmptiedKg }, written.Time, 0));
        }
    }

    private static UnixTime Earlier(UnixTime one, UnixTime other) => one < other ? one : other;
}
