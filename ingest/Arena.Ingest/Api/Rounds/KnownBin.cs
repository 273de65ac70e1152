using Arena.Ingest.Rounds;

namespace Arena.Ingest.Api.Rounds;

/// <summary>Refuses a bin that nobody knows.</summary>
internal static class KnownBin
{
    /// <exception cref="ApiFault">There is none of that name.</exception>
    public static void Demand(BinBoard board, string point)
    {
        if (!board.Has(point))
            throw new ApiFault(StatusCodes.Status404NotFound, "point", $"There is no bin \"{QueryText.Shown(point)}\".", "/api/v1/bins lists them.");
    }
}
