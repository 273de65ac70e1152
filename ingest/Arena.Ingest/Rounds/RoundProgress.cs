namespace Arena.Ingest.Rounds;

/// <summary>How far the round is: from the gates on, without a match since the venue's midnight.</summary>
/// <param name="Emptied">Emptyings, tapped or sensed; one that two people tapped, or that was tapped and sensed, is one.</param>
/// <param name="Skipped">Bins that are skipped now.</param>
/// <param name="Left">Stops of the round.</param>
/// <param name="Overflowing">Bins that overflow now.</param>
/// <param name="Kg">What came into bins with a scale.</param>
/// <param name="SortedShare">Of that, what is no residual waste, 0 to 1; null before anything came.</param>
internal sealed record RoundProgress(int Emptied, int Skipped, int Left, int Overflowing, double Kg, double? SortedShare);
