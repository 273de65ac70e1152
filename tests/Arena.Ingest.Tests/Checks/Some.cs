using System.Globalization;
using Arena.Ingest.Checks;
using Arena.Wire;

namespace Arena.Ingest.Tests.Checks;

/// <summary>Sorting checks for tests: made at noon (UTC) of a day, each with an action of its own.</summary>
internal static class Some
{
    private static int _actions;

    /// <summary>Noon of 1 October 2026, which is a Thursday.</summary>
    public static UnixTime Noon { get; } = UnixTime.From(new DateTimeOffset(2026, 10, 1, 12, 0, 0, TimeSpan.Zero));

    /// <summary>32 hex digits nobody used before.</summary>
    public static string Action() => Interlocked.Increment(ref _actions).ToString("x32", CultureInfo.InvariantCulture);

    /// <summary>A check whose wrong part is all plastic.</summary>
    public static SortingCheck Check(double share, double? kg = null, int day = 0, string point = "bin-food", string zone = "north", string fraction = "food") => new()
    {
        Action = Action(),
        At = Noon + TimeSpan.FromDays(day),
        Heard = Noon + TimeSpan.FromDays(day),
        Who = "Kim",
        Point = point,
        Zone = zone,
        Fraction = fraction,
        Method = CheckWords.Estimated,
        TotalKg = kg,
        Wrong = share > 0 ? [new WrongPart("plastic", share)] : [],
        FigureAt = Noon + TimeSpan.FromDays(day),
    };

    /// <summary>What is said when such a check is made.</summary>
    public static CheckSaid Said(string action, UnixTime at, double share, double? kg = null) => new()
    {
        Action = action,
        At = at.ToDateTimeOffset(),
        Check = new CheckMade("north", "food", CheckWords.Estimated, kg, share > 0 ? [new WrongMade("plastic", null, share)] : [], null),
    };
}
