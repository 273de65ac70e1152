using System.Globalization;
using Arena.Site;
using Arena.Wire;

namespace Arena.EndToEnd.Tests.Grafana.Venue;

/// <summary>Figures as ingest computes and writes them: what came into bins, what was taken out, matches, nodes.</summary>
internal sealed partial class VenueRecording
{
    private static readonly (int Phase, int Minute)[] Phases = [(1, -75), (2, 0), (3, 47), (4, 62), (5, 109), (6, 150), (0, 235)];

    private readonly Dictionary<(string Point, string Field, long UnixMs), int> _ofBins = [];

    /// <summary>Marks in the quality mask: a register that was reset, a sensor's fault and a pulse lost together.</summary>
    public static IReadOnlyDictionary<string, int> Flagged { get; } = new Dictionary<string, int> { [ResetMeter] = 8, ["kiosk-north"] = 16 | 4 };

    private void AddFigures(SitePoint point, BinLife bin, long unixMs)
    {
        if (bin.AddedKg > 0)
            AddTo(point, "added_kg", Clock.HourOf(unixMs), bin.AddedKg);
        if (bin.Emptied is not { } emptied)
            return;
        AddTo(point, "emptied", emptied.UnixMs, 1);
        AddTo(point, "emptied_kg", emptied.UnixMs, emptied.Kg);
        if (emptied.Kg > 5)
            AddCheck(point, emptied.UnixMs, 1, Math.Round(0.05 + (emptied.Kg % 1 / 10), 3));
        else if (emptied.Kg > 3)
            AddCheck(point, emptied.UnixMs, 0, 0);
    }

    // One that was taken back is all 0.
    private void AddCheck(SitePoint point, long unixMs, double stands, double contamination)
    {
        AddTo(point, "checked", unixMs, stands);
        AddTo(point, "contamination", unixMs, contamination);
    }

    /// <summary>Adds to the figure of a bin and time: there is only one.</summary>
    private void AddTo(SitePoint point, string field, long unixMs, double value)
    {
        if (_ofBins.TryGetValue((point.Name, field, unixMs), out var at))
        {
            _figures[at] = _figures[at] with { Value = _figures[at].Value + value };
            return;
        }

        _ofBins[(point.Name, field, unixMs)] = _figures.Count;
        _figures.Add(new Figure("waste", TagsOf(point), field, unixMs, value));
    }

    private Dictionary<string, string> TagsOf(SitePoint point)
    {
        var tags = new Dictionary<string, string> { ["site"] = Manifest.Site, ["zone"] = point.Zone, ["point"] = point.Name };
        if (point.Fraction is not null)
            tags["fraction"] = point.Fraction;
        return tags;
    }

    private void AddMatches()
    {
        foreach (var match in Manifest.Matches)
        {
            var kickOff = Clock.At(match.KickOff);
            var (gates, over) = (kickOff.AddMinutes(Phases[0].Minute), kickOff.AddMinutes(Phases[^1].Minute));
            if (gates < Clock.Start || gates > Clock.Now)
                continue;

            var tags = new Dictionary<string, string> { ["site"] = Manifest.Site, ["match"] = match.Name };
            void Add(string field, DateTimeOffset at, double value) => _figures.Add(new Figure("match", tags, field, at.ToUnixTimeMilliseconds(), value));
            foreach (var (phase, minute) in Phases.Where(phase => kickOff.AddMinutes(phase.Minute) <= Clock.Now))
                Add("phase", kickOff.AddMinutes(minute), phase);

            bool During(long unixMs) => unixMs >= gates.ToUnixTimeMilliseconds() && unixMs <= over.ToUnixTimeMilliseconds();
            double Summed(string field, Func<Figure, bool> where) => _figures.Where(figure => figure.Field == field && During(figure.UnixMs) && where(figure)).Sum(figure => figure.Value);
            double Risen(Quantity quantity, Func<SitePoint, bool> where) => BySeries[quantity].Where(sample => where(sample.Point) && During(sample.UnixMs))
                .GroupBy(sample => sample.Point).Sum(point => point.Last().Value - point.First().Value);
            Add("expected_attendance", kickOff, match.ExpectedAttendance);
            Add("attendance", kickOff, Risen(Quantities.PeopleCountTowards, _ => true));
            Add("waste_kg", kickOff, Summed("added_kg", _ => true));
            Add("sorted_kg", kickOff, Summed("added_kg", figure => figure.Tags["fraction"] != "residual"));
            Add("emptyings", kickOff, Summed("emptied", _ => true));
            Add("energy_wh", kickOff, Risen(Quantities.ActiveEnergyImport, point => point.Group == "incomer"));
            Add("water_l", kickOff, Risen(Quantities.WaterConsumption, point => point.Name == "water-main"));
        }
    }

    private void AddNodes()
    {
        foreach (var node in Manifest.Points.Where(point => point.Group == "node"))
        {
            var own = node.Name.Length;
            for (var day = Clock.Midnight(Clock.Start); day < Clock.Now.AddDays(-1); day = Clock.Midnight(day.AddHours(30)))
                _figures.Add(new Figure("node", TagsOf(node), "completeness", day.ToUnixTimeMilliseconds(), node.Name == SilentNode ? 0.9 - (own / 100.0) : 1));
        }

        var ingest = new Dictionary<string, string> { ["site"] = Manifest.Site, ["point"] = "ingest" };
        for (var minute = 0; minute < 90; minute++)
        {
            foreach (var reason in new[] { Reason.UnitUnknown, Reason.NotJson })
                _figures.Add(new Figure("node", ingest, "quarantined_" + reason.Slug().Replace('-', '_'), Clock.Now.AddMinutes(-minute).ToUnixTimeMilliseconds(), 120 - minute + (int)reason));
        }
    }

    /// <summary>What is no float: versions and quality masks.</summary>
    private IEnumerable<string> Texts()
    {
        var day = Clock.Midnight(Clock.Now).ToUnixTimeMilliseconds();
        foreach (var node in Manifest.Points.Where(point => point.Group == "node"))
            yield return string.Create(CultureInfo.InvariantCulture, $"node{Venue.Lines.Tags(Manifest.Site, node)} software=\"{VersionOf(node)}\" {day}");
        foreach (var sample in FlaggedSamples())
            yield return string.Create(CultureInfo.InvariantCulture, $"{sample.Quantity.Measurement}{Venue.Lines.Tags(Manifest.Site, sample.Point)} quality={Flagged[sample.Point.Name]}i {sample.UnixMs}");
    }

    public static string VersionOf(SitePoint node) => node.Name == LosingNode ? "1.3.0" : "1.4.2";

    /// <summary>Three samples in the last day of each flagged point.</summary>
    public IEnumerable<Recorded> FlaggedSamples() => Flagged.Keys.SelectMany(name =>
        BySeries[name == ResetMeter ? Quantities.WaterConsumption : Quantities.ActivePower].Where(sample => sample.Point.Name == name).TakeLast(60).Where((_, index) => index % 20 == 0));
}
