using System.Globalization;
using Arena.Edge.Hardware.Virtual.Venue;
using Arena.Ingest.Rounds.Actions;
using Arena.Ingest.Rounds.Doubts;
using Arena.Ingest.Rounds.Sensing;
using Arena.Ingest.Said;
using Arena.Simulation.Tests.Forecast;
using Arena.Site;
using Arena.Wire;
using Xunit;

namespace Arena.Simulation.Tests.Rounds;

/// <summary>
/// Doubts judged on whole matches of the virtual venue: one bin of eight has a fault, the others none. What full bins weigh was learned from two matches before. The figures are
/// written to the test's output.
/// </summary>
public sealed class DoubtBacktestTests(ITestOutputHelper output)
{
    private const int Seed = 23;
    private const int LearnedFrom = 2;
    private const int EveryMinutes = 3;

    /// <summary>A false level by less moves nobody.</summary>
    private const double Matters = 0.3;

    [Fact]
    public void Faults_that_matter_are_doubted_and_bins_without_a_fault_are_believed() => Judge(6);

    [Fact]
    [Trait("Category", "Soak")]
    public void Over_a_season_too() => Judge(46);

    private void Judge(int matches)
    {
        var cases = Play(matches).ToList();
        var (faulty, sound) = (cases.Where(each => each.Matters).ToList(), cases.Where(each => each.Bin.Fault is null).ToList());
        foreach (var kind in faulty.GroupBy(each => (each.Bin.Fault!.Kind, Scale: each.HasScale)).OrderBy(kind => kind.Key))
            output.WriteLine($"{kind.Key.Kind}{(kind.Key.Scale ? " with a scale" : "")}: {Told([.. kind])}");
        var cried = sound.Where(each => each.DoubtedMinutes > 0).ToList();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"faults that matter {faulty.Count}, doubted {faulty.Count(each => each.IsHit)}; bins without a fault {sound.Count}, doubted {cried.Count} for {cried.Sum(each => each.DoubtedMinutes)} min: {string.Join(", ", cried.GroupBy(each => each.Reason).Select(group => $"{group.Key} {group.Count()}"))}"));
        output.WriteLine($"emptyings sensed that were none: {sound.Sum(each => each.FalseEmptyings)} at bins without a fault, {faulty.Sum(each => each.FalseEmptyings)} at those with one");

        Assert.True(faulty.Count >= 20, $"too few faults that matter to judge by: {faulty.Count}");
        Assert.True(faulty.Count(each => each.IsHit) >= 0.85 * faulty.Count, $"{faulty.Count(each => each.IsHit)} of {faulty.Count} are doubted");
        Assert.True(cried.Count <= 0.01 * sound.Count, $"{cried.Count} of {sound.Count} bins without a fault are doubted");
    }

    private static string Told(List<Case> cases)
    {
        var hits = cases.Where(each => each.IsHit).ToList();
        var likely = hits.Where(each => each.LikelyError is not null).ToList();
        return string.Create(CultureInfo.InvariantCulture, $"{hits.Count} of {cases.Count} doubted, after {(hits.Count == 0 ? 0 : hits.Average(each => each.Delay)):0} min; ")
            + string.Join(", ", hits.GroupBy(each => each.Reason).OrderByDescending(group => group.Count()).Select(group => $"{group.Key} {group.Count()}"))
            + (likely.Count == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"; likely level off by {likely.Average(each => each.LikelyError!.Value):0.00}, the told one by {likely.Average(each => each.ToldError):0.00}"));
    }

    private static IEnumerable<Case> Play(int matches)
    {
        var ground = SiteReader.ReadFile(Path.Combine(House.Root, "hardware/sites/borlange-energi-arena.yaml")).Manifest!;
        var played = Enumerable.Range(0, LearnedFrom + matches).Select(place =>
            new Match($"match-{place}", $"Gästerna {place}", new DateTime(2026, 4, 5, 15, 0, 0, DateTimeKind.Unspecified).AddDays(5 * place), 2600 + (place * 1700 % 3800))).ToList();
        var site = ground with { Matches = played };
        var (model, random) = (new VenueModel(site, Seed), new Random(Seed));
        var calendar = new MatchCalendar(site, TimeZoneInfo.FindSystemTimeZoneById(site.TimeZone), Seed);
        var points = site.Points.Where(point => point.Group == "bin").ToList();
        var hours = points.ToDictionary(point => point.Name, _ => new List<(double Level, double Kg)>());
        for (var place = 0; place < played.Count; place++)
        {
            var kickOff = new UnixTime(calendar.All[place].KickOffUs);
            var learning = place < LearnedFrom;
            var bins = points.ConvertAll(point => new WatchedBin(point, model.BinOf(point.Name), kickOff, levels => learning ? null : Draw(point, levels, random), random));
            if (learning)
            {
                bins.ForEach(bin => hours[bin.Point.Name].AddRange(bin.Hours()));
                continue;
            }

            foreach (var station in bins.GroupBy(bin => BinStation.Of(bin.Point)))
            {
                foreach (var bin in station)
                    yield return Watch(bin, [.. station.Where(other => other != bin && station.Key is not null)], BinDensities.Learn(hours[bin.Point.Name]));
            }
        }
    }

    private static BinFault? Draw(SitePoint point, IReadOnlyList<double> levels, Random random)
    {
        if (random.Next(8) > 0)
            return null;
        var kind = (FaultKind)random.Next(5);
        if (kind == FaultKind.LidOpen && !point.Quantities.Contains(Quantities.LidOpen.Name))
            kind = FaultKind.Bag;
        var from = random.Next(-30, 70);
        var level = levels[from - WatchedBin.FromMinute];
        return new BinFault(kind, from, Math.Min(WatchedBin.ToMinute, from + random.Next(40, 120)), kind switch
        {
            FaultKind.LidOpen => random.Next(2) == 0 ? 1 : 0,
            FaultKind.Bag => 0.75 + (0.25 * random.NextDouble()),
            _ => Math.Round(level, 2),
        });
    }

    private static Case Watch(WatchedBin bin, IReadOnlyList<WatchedBin> beside, double? kgFull)
    {
        var stories = new BinStories();
        if (bin.Fault is { Kind: FaultKind.WrongTap } tap)
            stories.Add(new SaidEvent<BinSaid>(1, bin.TimeOf(tap.From), "Kim", bin.Point.Name, new BinSaid { Action = new string('1', 32), At = bin.TimeOf(tap.From).ToDateTimeOffset(), What = "emptied" }));
        Case found = new(bin, kgFull is not null) { FalseEmptyings = BinHappenings.Of([], bin.Until(WatchedBin.ToMinute - 1)).Count };
        for (var minute = -60; minute < WatchedBin.ToMinute; minute += EveryMinutes)
        {
            var sensed = bin.Until(minute);
            var happened = BinHappenings.Of([.. stories.Of(bin.Point.Name, UnixTime.Min).Where(told => told.Action.At <= bin.TimeOf(minute))], sensed);
            if (Doubting.Of(new DoubtCase(sensed, happened, kgFull, [.. beside.Select(other => other.Until(minute))], bin.TimeOf(minute))) is { } doubt)
                found.Doubted(minute, doubt, EveryMinutes);
        }

        return found;
    }

    /// <summary>A bin through a match, and what was doubted of it.</summary>
    private sealed class Case(WatchedBin bin, bool hasScale)
    {
        public WatchedBin Bin => bin;

        public bool HasScale => hasScale;

        /// <summary>For ten minutes what is told is far from what is; of a tap, the bin had something in it to be emptied.</summary>
        public bool Matters => bin.Fault is { } fault && (fault.Kind == FaultKind.WrongTap
            ? bin.TrueAt(fault.From) >= 0.45
            : Enumerable.Range(fault.From, fault.To - fault.From).Count(minute => Math.Abs(bin.SaysAt(minute) - bin.TrueAt(minute)) >= DoubtBacktestTests.Matters) >= 10);

        public int DoubtedMinutes { get; private set; }

        public DoubtReason? Reason { get; private set; }

        public int Delay { get; private set; }

        public double? LikelyError { get; private set; }

        public double ToldError { get; private set; }

        public required int FalseEmptyings { get; init; }

        public bool IsHit => Reason is not null;

        public void Doubted(int minute, Doubt doubt, int minutes)
        {
            DoubtedMinutes += minutes;
            if (Reason is not null || (bin.Fault is { } fault && (minute < fault.From || minute >= fault.To)))
                return;
            Reason = doubt.Reason;
            Delay = minute - (bin.Fault?.From ?? minute);
            LikelyError = doubt.LikelyLevel is { } likely ? Math.Abs(likely - bin.TrueAt(minute)) : null;
            ToldError = Math.Abs(bin.SaysAt(minute) - bin.TrueAt(minute));
        }
    }
}
