using Arena.Ingest.Figures.Bins;
using Arena.Ingest.Insight;
using Arena.Ingest.Matches;
using Arena.Wire;

namespace Arena.Ingest.Figures.Results;

/// <summary>Writes the phases of a match at their beginnings, and its results at kick-off: over gates to the end of cleaning, so far while it is going on.</summary>
internal sealed class MatchFigures(FigurePlan plan, MainMeters meters, RegisterGrowth growth, BinReader bins, IFigureStore figures)
{
    private static readonly FigureField[] Results =
    [
        FigureFields.Attendance, FigureFields.ExpectedAttendance, FigureFields.WasteKg, FigureFields.SortedKg, FigureFields.EnergyWh, FigureFields.WaterL, FigureFields.Emptyings,
    ];

    // Any time a match may have been planned for.
    private static readonly UnixTime Earliest = UnixTime.From(new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private static readonly UnixTime Latest = UnixTime.From(new DateTimeOffset(2200, 1, 1, 0, 0, 0, TimeSpan.Zero));

    /// <summary>Whether there is anything to tell of a match yet.</summary>
    public static bool Has(MatchDay match, UnixTime now) => match.Timeline.From <= now;

    /// <summary>Whether phases and what is known beforehand are written as they are now.</summary>
    /// <exception cref="Store.StoreUnavailableException">It can't be read now.</exception>
    public async ValueTask<bool> IsCurrentAsync(MatchDay match, UnixTime now, CancellationToken cancellationToken)
    {
        var changes = new List<Figure>();
        await PhasesAsync(match, now, changes, cancellationToken);
        var phases = await figures.ReadAsync(new FigureName(FigureFields.Phase, match.Name), Earliest, Latest, cancellationToken).ToListAsync(cancellationToken);
        var expected = await figures.ReadAsync(new FigureName(FigureFields.ExpectedAttendance, match.Name), Earliest, Latest, cancellationToken)
            .Where(figure => figure.Value != 0).ToListAsync(cancellationToken);
        return changes.TrueForAll(phases.Contains)
            && (match.Cancelled || match.Expected is null ? expected.Count == 0 : expected is [var one] && one.Time == match.KickOff && one.Value == match.Expected);
    }

    /// <summary>Computes phases and results as they are now.</summary>
    /// <exception cref="Store.StoreUnavailableException">Perhaps some of it is written: compute it again.</exception>
    public async ValueTask ComputeAsync(MatchDay match, UnixTime now, CancellationToken cancellationToken)
    {
        var computed = new List<Figure>();
        await PhasesAsync(match, now, computed, cancellationToken);
        if (!match.Cancelled && Has(match, now))
            await ResultsAsync(match, now, computed, cancellationToken);
        await WithdrawAsync(match, computed, cancellationToken);
        await figures.WriteAsync(computed, cancellationToken);
    }

    // Where a beginning was written that is none any more, the phase that was then takes its place: every row tells the phase at its time.
    private async ValueTask PhasesAsync(MatchDay match, UnixTime now, List<Figure> computed, CancellationToken cancellationToken)
    {
        var name = new FigureName(FigureFields.Phase, match.Name);
        var timeline = match.Timeline;
        var begun = match.Cancelled ? [] : timeline.Starts.Where(start => start.At <= now).ToDictionary(start => start.At, start => start.Phase);
        computed.AddRange(begun.Select(start => new Figure(name, start.Key, (int)start.Value)));
        await foreach (var written in figures.ReadAsync(name, Earliest, Latest, cancellationToken))
        {
            var phase = match.Cancelled ? MatchPhase.Over : timeline.At(written.Time);
            if (!begun.ContainsKey(written.Time) && written.Value != (int)phase)
                computed.Add(written with { Value = (int)phase });
        }
    }

    private async ValueTask ResultsAsync(MatchDay match, UnixTime now, List<Figure> computed, CancellationToken cancellationToken)
    {
        var (from, to) = (match.Timeline.From, match.Timeline.To < now ? match.Timeline.To : now);
        Add(FigureFields.ExpectedAttendance, match.Expected);
        Add(FigureFields.Attendance, match.SetAttendance ?? await growth.OfAsync(plan.Turnstiles, from, to, cancellationToken));
        Add(FigureFields.WaterL, await growth.OfAsync(meters.Water, from, to, cancellationToken));

        // Bought, and of what the roof made all that was not fed into the grid.
        var bought = await growth.OfAsync(meters.Energy, from, to, cancellationToken);
        var sun = await growth.OfAsync(meters.SolarEnergy, from, to, cancellationToken);
        var sold = await growth.OfAsync(meters.GridExport, from, to, cancellationToken);
        Add(FigureFields.EnergyWh, bought is null && sun is null ? null : (bought ?? 0) + Math.Max(0, (sun ?? 0) - (sold ?? 0)));
        await WasteAsync(from, to, Add, cancellationToken);

        void Add(FigureField field, double? value)
        {
            if (value is { } known)
                computed.Add(new Figure(new FigureName(field, match.Name), match.KickOff, known));
        }
    }

    private async ValueTask WasteAsync(UnixTime from, UnixTime to, Action<FigureField, double?> add, CancellationToken cancellationToken)
    {
        (double? waste, double? sorted, double? emptyings) = (null, null, null);
        foreach (var bin in bins.Bins)
        {
            var samples = await bins.ReadAsync(bin, from, to, cancellationToken);
            if (!samples.Exists(sample => sample.Time >= from && sample.Time < to))
                continue;
            var tale = BinReader.Tell(bin, samples);
            emptyings = (emptyings ?? 0) + tale.EmptiedWithin(from, to).Count();
            if (!BinReader.HasScale(bin))
                continue;
            var kg = tale.AddedWithin(from, to);
            waste = (waste ?? 0) + kg;
            sorted = (sorted ?? 0) + (bin.Point.Fraction == "residual" ? 0 : kg);
        }

        add(FigureFields.WasteKg, waste);
        add(FigureFields.SortedKg, sorted);
        add(FigureFields.Emptyings, emptyings);
    }

    // Results of a kick-off that was moved, or of a match that was called off.
    private async ValueTask WithdrawAsync(MatchDay match, List<Figure> computed, CancellationToken cancellationToken)
    {
        foreach (var field in Results)
        {
            await foreach (var written in figures.ReadAsync(new FigureName(field, match.Name), Earliest, Latest, cancellationToken))
            {
                if (written.Value != 0 && (match.Cancelled || written.Time != match.KickOff))
                    computed.Add(written with { Value = 0 });
            }
        }
    }
}
