namespace Arena.Edge.Hardware.Virtual.Venue;

/// <summary>The venue in one slot: everything the single curves are made from. Immutable.</summary>
internal sealed record Moment
{
    /// <summary>Middle of the slot, µs since 1970.</summary>
    public required long Us { get; init; }

    /// <summary>Local hour of the day, 0 to 24.</summary>
    public required double Hour { get; init; }

    /// <summary>Local day of the year.</summary>
    public required int DayOfYear { get; init; }

    /// <summary>°C.</summary>
    public required double OutdoorC { get; init; }

    /// <summary>0 clear to 1 overcast.</summary>
    public required double Cloud { get; init; }

    public required Sun Sun { get; init; }

    /// <summary>0 by day to 1 at night.</summary>
    public required double Dark { get; init; }

    /// <summary>The match that is felt now, or null.</summary>
    public required MatchDay? Match { get; init; }

    /// <summary>Minutes from its kick-off, NaN without one.</summary>
    public required double Minute { get; init; }

    /// <summary>Spectators inside.</summary>
    public required double Crowd { get; init; }

    /// <summary>What goes on besides; on a match day only little.</summary>
    public required Weekday Weekday { get; init; }

    /// <summary>Persons who come in per second, spectators and others.</summary>
    public required double ArrivalsPerS { get; init; }

    /// <summary>Persons who go out per second.</summary>
    public required double DeparturesPerS { get; init; }

    /// <summary>Everyone inside.</summary>
    public double Persons => Crowd + Weekday.Visitors;

    /// <summary>The match's size, 0–1 of a full house, while the minute lies in a window that eases in and out; else 0.</summary>
    public double MatchIn(double a, double b, double c, double d) => Match is null ? 0 : Shape.Trapezoid(Minute, a, b, c, d);
}
