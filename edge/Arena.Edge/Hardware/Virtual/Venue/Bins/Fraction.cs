namespace Arena.Edge.Hardware.Virtual.Venue.Bins;

/// <summary>What is thrown into a bin of a fraction, loosely packed.</summary>
/// <param name="KgPerLitre">Density in the bin; ranges of waste characterisations, invented within them.</param>
/// <param name="LitresPerThrow">What one spectator throws.</param>
/// <param name="FullHouse">How full a full house makes a bin at the stands, 1 being full.</param>
internal readonly record struct Fraction(double KgPerLitre, double LitresPerThrow, double FullHouse)
{
    /// <summary>By the manifest's name of the fraction.</summary>
    public static Fraction Of(string? name) => name switch
    {
        "food" => new(0.26, 0.3, 0.7),
        "plastic" => new(0.025, 0.45, 0.95),
        "paper-packaging" => new(0.045, 0.6, 0.9),
        "metal" => new(0.06, 0.4, 0.4),
        "glass" => new(0.28, 0.5, 0.35),
        "paper" => new(0.16, 0.4, 0.4),
        "deposit" => new(0.032, 0.5, 1.05),
        _ => new(0.09, 0.45, 1.1),
    };
}
