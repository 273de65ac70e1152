namespace Arena.Ingest.Checks;

/// <summary>What lay in a bin and belongs to another fraction.</summary>
/// <param name="Fraction">Where it belongs; see <see cref="CheckWords.Fractions"/>.</param>
/// <param name="Share">Of the whole, 0 to 1: by weight where it was weighed, else by the eye.</param>
internal readonly record struct WrongPart(string Fraction, double Share);
