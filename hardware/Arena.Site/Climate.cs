namespace Arena.Site;

/// <summary>
/// How the venue's climate figures are computed: factors, curves and a likeness, each with its source. Data, not constants: a better figure is written into the
/// manifest beside the old one, and <c>counted</c> moved to it.
/// </summary>
public sealed record Climate
{
    /// <summary>Of each medium one at most is counted.</summary>
    public required IReadOnlyList<EnergyFactor> Energy { get; init; }

    /// <summary>Of each fraction one at most is counted.</summary>
    public required IReadOnlyList<SortingFactor> Sorting { get; init; }

    /// <summary>One at most is counted.</summary>
    public required IReadOnlyList<ReductionCurve> Curves { get; init; }

    /// <summary>What an amount of CO2e is like.</summary>
    public required IReadOnlyList<Likeness> Likenesses { get; init; }
}

/// <summary>Where a figure comes from.</summary>
/// <param name="Source">Who published it, and what.</param>
/// <param name="Year">Of the figure; null where it is undated, or there is none.</param>
/// <param name="Boundary">What is in it and what is not; null where there is no figure.</param>
/// <param name="Counted">It is the one that is used.</param>
/// <param name="Invented">It is an example, and screens say so.</param>
public sealed record Provenance(string Source, int? Year, Title? Boundary, bool Counted, bool Invented);

/// <summary>CO2e of an energy that was used.</summary>
/// <param name="Name">Slug.</param>
/// <param name="Title">Name for people.</param>
/// <param name="Medium"><c>electricity</c> or <c>heat</c>.</param>
/// <param name="KgPerKwh">kg CO2e per kWh; null where no public figure was found, and then it is not counted.</param>
/// <param name="From">Its source.</param>
public sealed record EnergyFactor(string Name, Title Title, string Medium, double? KgPerKwh, Provenance From);

/// <summary>CO2e that is not emitted elsewhere because a fraction is recycled.</summary>
/// <param name="Name">Slug.</param>
/// <param name="Title">Name for people.</param>
/// <param name="Fraction">Waste fraction, as at <see cref="SitePoint.Fraction"/>.</param>
/// <param name="KgPerKg">kg CO2e per kg; null where no public figure was found, and then it is not counted.</param>
/// <param name="From">Its source.</param>
public sealed record SortingFactor(string Name, Title Title, string Fraction, double? KgPerKg, Provenance From);

/// <summary>How much may be emitted each year: <c>BaseKg × YearlyFactor^(year − BaseYear)</c>.</summary>
/// <param name="Name">Slug.</param>
/// <param name="Title">Name for people.</param>
/// <param name="BaseYear">The first year of the curve.</param>
/// <param name="BaseKg">What was emitted in it, kg CO2e.</param>
/// <param name="YearlyFactor">What remains from one year to the next, above 0, at most 1: 0.87 is −13 %.</param>
/// <param name="From">Its source.</param>
public sealed record ReductionCurve(string Name, Title Title, int BaseYear, double BaseKg, double YearlyFactor, Provenance From)
{
    /// <summary>kg CO2e that may be emitted in a year from the base year on.</summary>
    public double AllowedKg(int year) => BaseKg * Math.Pow(YearlyFactor, year - BaseYear);
}

/// <summary>A thing whose burning emits as much: kilos of coal on a plate.</summary>
/// <param name="Name">Slug.</param>
/// <param name="Title">Name for people.</param>
/// <param name="KgPerKg">kg CO2e from one kg of it.</param>
/// <param name="From">Its source.</param>
public sealed record Likeness(string Name, Title Title, double KgPerKg, Provenance From);
