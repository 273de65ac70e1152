using Arena.Ingest.Decoding;
using Arena.Ingest.Insight;
using Arena.Ingest.Store.Rollups;
using Arena.Site;
using Arena.Wire;

namespace Arena.Ingest.Figures;

/// <summary>What is computed anew when samples of a series changed.</summary>
internal sealed class FigurePlan
{
    private readonly VenueCatalogue _catalogue;
    private readonly HashSet<CatalogueSeries> _ofMatch;

    public FigurePlan(VenueCatalogue catalogue, MainMeters meters)
    {
        _catalogue = catalogue;
        Zone = TimeZoneInfo.FindSystemTimeZoneById(catalogue.Manifest.TimeZone);
        Turnstiles = [.. catalogue.Series.Where(series => series.Point.Group == "turnstile" && series.Name.Quantity == Quantities.PeopleCountTowards)];
        _ofMatch = [.. Turnstiles, .. meters.Energy, .. meters.GridExport, .. meters.SolarEnergy, .. meters.Water];
    }

    /// <summary>The venue's.</summary>
    public TimeZoneInfo Zone { get; }

    /// <summary>Registers of people coming in.</summary>
    public IReadOnlyList<CatalogueSeries> Turnstiles { get; }

    /// <summary>A plan for a venue.</summary>
    public static FigurePlan Of(SiteManifest site)
    {
        var catalogue = new VenueCatalogue(site);
        return new FigurePlan(catalogue, new MainMeters(catalogue));
    }

    /// <summary>What an hour (UTC) of a series is part of.</summary>
    public IEnumerable<DueFigure> Of(SeriesName name, long hour)
    {
        if (_catalogue.Find(name) is not { } series)
            yield break;
        var bin = IsBin(series);
        if (bin)
            yield return new DueFigure(DueKind.Bin, series.Point.Name, hour);
        if (bin || _ofMatch.Contains(series))
            yield return new DueFigure(DueKind.Match, "", hour);

        // Where the venue's time is off by half an hour, an hour of UTC has two days.
        var (first, last) = (DayOf(hour), DayOf(hour + RollupLevels.HourUs - 1));
        yield return new DueFigure(DueKind.Node, series.Point.Node, first);
        if (first != last)
            yield return new DueFigure(DueKind.Node, series.Point.Node, last);
    }

    /// <summary>Whether a series tells what is in a bin: its scale, or where there is none its filling level.</summary>
    public static bool IsBin(CatalogueSeries series) => series.Point.Group == "bin" && series.Name.Quantity == (
        series.Point.Quantities.Contains(Quantities.CargoWeight.Name) ? Quantities.CargoWeight : Quantities.FillingLevel);

    /// <summary>Start of the venue's day a moment is in, µs since 1970.</summary>
    public long DayOf(long timeUs) => StartOf(LocalDate(new UnixTime(timeUs))).Microseconds;

    /// <summary>Start of the day after the one that starts at a moment.</summary>
    public UnixTime DayAfter(UnixTime day) => StartOf(LocalDate(day).AddDays(1));

    private DateTime LocalDate(UnixTime time) => TimeZoneInfo.ConvertTime(time.ToDateTimeOffset(), Zone).Date;

    private UnixTime StartOf(DateTime date) => UnixTime.From(new DateTimeOffset(date, Zone.GetUtcOffset(date)));
}
