namespace Arena.Ingest.Matches;

/// <summary>What a match day is at; the numbers are those of the figure <c>phase</c>.</summary>
internal enum MatchPhase
{
    /// <summary>Cleaned up; also before the gates open.</summary>
    Over = 0,
    Gates = 1,
    FirstHalf = 2,
    HalfTime = 3,
    SecondHalf = 4,

    /// <summary>The crowd leaves.</summary>
    Egress = 5,
    CleanUp = 6,
}

/// <summary>Names, order and usual times of phases.</summary>
internal static class MatchPhases
{
    // Minutes from kick-off. Gates open 60 to 90 min before; 45 + 15 + 45 min with some stoppage time; the stands are empty half an hour after the whistle, and
    // cleaned within four hours of kick-off.
    private static readonly (MatchPhase Phase, string Name, double Minute)[] All =
    [
        (MatchPhase.Gates, "gates", -75),
        (MatchPhase.FirstHalf, "first-half", 0),
        (MatchPhase.HalfTime, "half-time", 47),
        (MatchPhase.SecondHalf, "second-half", 62),
        (MatchPhase.Egress, "egress", 109),
        (MatchPhase.CleanUp, "clean-up", 140),
        (MatchPhase.Over, "over", 240),
    ];

    /// <summary>From the gates to the end.</summary>
    public static IReadOnlyList<MatchPhase> InOrder { get; } = [.. All.Select(each => each.Phase)];

    /// <summary>All names, in order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(each => each.Name)];

    /// <summary>Place in the order of a day, from 0.</summary>
    public static int Place(this MatchPhase phase) => Array.FindIndex(All, each => each.Phase == phase);

    /// <summary>As the API writes it: <c>half-time</c>.</summary>
    public static string Name(this MatchPhase phase) => All[phase.Place()].Name;

    /// <summary>When it usually begins, from kick-off.</summary>
    public static TimeSpan FromKickOff(this MatchPhase phase) => TimeSpan.FromMinutes(All[phase.Place()].Minute);

    public static bool TryParse(string name, out MatchPhase phase)
    {
        var place = Array.FindIndex(All, each => each.Name == name);
        phase = place < 0 ? default : All[place].Phase;
        return place >= 0;
    }
}
