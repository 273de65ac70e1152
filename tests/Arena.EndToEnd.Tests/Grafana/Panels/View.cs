using Arena.EndToEnd.Tests.Grafana.Venue;
using Arena.Site;
using Arena.Wire;

namespace Arena.EndToEnd.Tests.Grafana.Panels;

/// <summary>The recording as one panel sees it: its span, its grid and what is chosen. Everything here is plain C#, without a query language.</summary>
internal sealed class View(VenueRecording recording, Choice choice, Span span, TimeSpan interval)
{
    private readonly long _from = span.From.ToUnixTimeMilliseconds();
    private readonly long _to = span.To.ToUnixTimeMilliseconds();

    public VenueRecording Recording => recording;

    public Choice Choice => choice;

    public long IntervalMs { get; } = (long)interval.TotalMilliseconds;

    public bool InZone(SitePoint point) => choice.Has("zone", point.Zone);

    public bool IsChosen(SitePoint point) => InZone(point) && choice.Has("point", point.Name);

    public bool Covers(long unixMs) => unixMs >= _from && unixMs <= _to;

    /// <summary>Samples of a quantity in the span, a list per point in order of time.</summary>
    public IEnumerable<IGrouping<SitePoint, Recorded>> In(Quantity quantity, Func<SitePoint, bool> where) =>
        recording.BySeries[quantity].Where(sample => where(sample.Point) && Covers(sample.UnixMs)).GroupBy(sample => sample.Point);

    /// <summary>The same for a time counted back from the span's end: after <paramref name="back"/>, up to <paramref name="until"/>.</summary>
    public IEnumerable<IGrouping<SitePoint, Recorded>> Ago(Quantity quantity, TimeSpan back, TimeSpan until, Func<SitePoint, bool> where) =>
        recording.BySeries[quantity].Where(sample => where(sample.Point) && IsAgo(sample.UnixMs, back, until)).GroupBy(sample => sample.Point);

    public bool IsAgo(long unixMs, TimeSpan back, TimeSpan until) => unixMs > _to - (long)back.TotalMilliseconds && unixMs <= _to - (long)until.TotalMilliseconds;

    /// <summary>Whole hours of a quantity in the span, a list per point in order of time.</summary>
    public IEnumerable<IGrouping<SitePoint, Hour>> HoursOf(Quantity quantity, Func<SitePoint, bool> where) =>
        recording.Hours.Where(hour => hour.Quantity == quantity && where(hour.Point) && Covers(hour.UnixMs)).GroupBy(hour => hour.Point);

    /// <summary>How far registers rose in the span; a fall is a new register.</summary>
    public double Risen(Quantity quantity, Func<SitePoint, bool> where) =>
        In(quantity, where).Sum(point => Steps([.. point.Select(sample => (sample.UnixMs, sample.Value))]).Sum(step => step.Rise));

    /// <summary>Each point's mean power in the hours up to each whole hour's last reading, W: what rose, by the hours that passed.</summary>
    public IEnumerable<(SitePoint Point, long UnixMs, double W)> Powers(Quantity register, Func<SitePoint, bool> where) =>
        HoursOf(register, where).SelectMany(point => Steps([.. point.Select(hour => (hour.UnixMs, hour.Last))]).Select(step => (point.Key, step.UnixMs, step.Rise / (step.PassedMs / 3_600_000.0))));

    /// <summary>The same, all points together, hour by hour.</summary>
    public SortedDictionary<long, double> PowerPerHour(Quantity register, Func<SitePoint, bool> where) =>
        new(Powers(register, where).GroupBy(power => power.UnixMs).ToDictionary(hour => hour.Key, hour => hour.Sum(power => power.W)));

    /// <summary>What registers rose, by the venue's day.</summary>
    public IEnumerable<Shown> RisenPerDay(string name, Quantity register, Func<SitePoint, bool> where) =>
        HoursOf(register, where)
            .SelectMany(point => Steps([.. point.Select(hour => (hour.UnixMs, hour.Last))]))
            .GroupBy(step => Clock.DayOf(step.UnixMs))
            .Select(day => new Shown(name, day.Key, day.Sum(step => step.Rise)));

    /// <summary>One value per series and cell of the grid.</summary>
    public IEnumerable<Shown> PerInterval(Quantity quantity, Func<SitePoint, bool> where, Func<SitePoint, string> series, Func<IReadOnlyList<double>, double> value) =>
        In(quantity, where).SelectMany(point => point)
            .GroupBy(sample => (Series: series(sample.Point), Time: Cell(sample.UnixMs)))
            .Select(cell => new Shown(cell.Key.Series, cell.Key.Time, value([.. cell.Select(sample => sample.Value)])));

    /// <summary>Points' means in a cell, added up.</summary>
    public IEnumerable<Shown> MeansSummed(string name, Quantity quantity, Func<SitePoint, bool> where) =>
        In(quantity, where).SelectMany(point => point.GroupBy(sample => Cell(sample.UnixMs)).Select(cell => (cell.Key, Mean: cell.Average(sample => sample.Value))))
            .GroupBy(mean => mean.Key)
            .Select(cell => new Shown(name, cell.Key, cell.Sum(mean => mean.Mean)));

    /// <summary>Figures of a field, those of points in the span.</summary>
    public IEnumerable<Figure> Figures(string field) => recording.Figures.Where(figure => figure.Field == field && Covers(figure.UnixMs));

    /// <summary>The same, of bins in the chosen zones.</summary>
    public IEnumerable<Figure> OfBins(string field) => Figures(field).Where(figure => choice.Has("zone", figure.Tags["zone"]));

    public long Cell(long unixMs) => unixMs / IntervalMs * IntervalMs;

    private static IEnumerable<(long UnixMs, long PassedMs, double Rise)> Steps(IReadOnlyList<(long UnixMs, double Value)> register) =>
        register.Zip(register.Skip(1), (before, after) => (after.UnixMs, after.UnixMs - before.UnixMs, after.Value - before.Value)).Where(step => step.Item3 >= 0);
}
