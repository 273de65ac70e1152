using System.Globalization;
using Arena.Site.Reading;

namespace Arena.Site.Checks;

/// <summary>One ground holds one match at a time, gates and going home included.</summary>
internal static class CalendarCheck
{
    /// <summary>Gates open up to 90 min before kick-off; two halves and the break take 105 min; 15 min to leave.</summary>
    private static readonly TimeSpan Taken = TimeSpan.FromMinutes(90 + 105 + 15);

    public static void Run(IReadOnlyList<MatchDraft> matches, Faults faults)
    {
        var dated = matches.Where(match => match.KickOff is not null).OrderBy(match => match.KickOff).ToList();
        foreach (var (earlier, later) in dated.Zip(dated.Skip(1)).Where(pair => pair.Second.KickOff - pair.First.KickOff < Taken))
        {
            var (first, second) = earlier.At.Line <= later.At.Line ? (earlier, later) : (later, earlier);
            faults.Add(
                second.At,
                string.Create(CultureInfo.InvariantCulture, $"match '{second.Name}' overlaps '{first.Name}' of {first.KickOff:yyyy-MM-dd HH:mm} (line {first.At.Line})"),
                "Put at least 3 h 30 min between two kick-offs: gates open 90 min before, and a match takes 105 min.");
        }
    }
}
