namespace Arena.Ingest.Figures.Bins;

/// <summary>When a change of what is in a bin means something, in the unit of its readings.</summary>
/// <param name="Least">Readings below are of a bin that was lifted off: not read.</param>
/// <param name="Step">A rise counts once it is more than this above what was counted before: noise stays below.</param>
/// <param name="Fall">A fall of less is no emptying.</param>
/// <param name="Share">Nor is one by less than this share of what was in it,</param>
/// <param name="Rest">unless no more than this is left.</param>
/// <param name="Loss">A fall of less than an emptying and more than this, when it stays long, is something that was taken out or settled: what comes then counts from there.</param>
internal sealed record BinRules(double Least, double Step, double Fall, double Share, double Rest, double Loss)
{
    /// <summary>How long a rise or an emptying must stay: whoever leans on a bin or lifts its lid is gone by then.</summary>
    public static readonly TimeSpan Stay = TimeSpan.FromMinutes(5);

    /// <summary>How long a loss must stay.</summary>
    public static readonly TimeSpan LongStay = TimeSpan.FromMinutes(30);

    /// <summary>kg from a load cell: noise of some grams, a drift of a quarter of a kilo from night to day, bags of half a kilo and more.</summary>
    public static readonly BinRules Scale = new(Least: -1, Step: 0.05, Fall: 0.5, Share: 0.3, Rest: 0, Loss: 0.3);

    /// <summary>Filling level from a range finder: steps of 1 cm in 70, waste that is pushed together and stands lower than before, though nobody emptied.</summary>
    public static readonly BinRules Level = new(Least: 0, Step: 0.04, Fall: 0.15, Share: 0.7, Rest: 0.12, Loss: 0.1);

    /// <summary>Whether a fall from one reading to others, of which this is the highest, is an emptying.</summary>
    public bool IsEmptied(double before, double after) => before - after >= Fall && (before - after >= Share * before || after <= Rest);
}
