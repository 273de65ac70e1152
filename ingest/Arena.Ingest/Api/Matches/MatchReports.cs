using Arena.Ingest.Api.Shapes;
using Arena.Ingest.Figures;
using Arena.Ingest.Matches;
using Arena.Ingest.Store;
using Arena.Wire;

namespace Arena.Ingest.Api.Matches;

/// <summary>A match with everything that is known of it.</summary>
internal sealed class MatchReports(MatchBook book, IFigureStore figures, TimeProvider time)
{
    private static readonly FigureField[] Results =
    [
        FigureFields.Attendance, FigureFields.WasteKg, FigureFields.SortedKg, FigureFields.EnergyWh, FigureFields.WaterL, FigureFields.Emptyings,
    ];

    /// <param name="name">The match's.</param>
    /// <param name="shown">How names of staff are shown to who asks.</param>
    /// <param name="cancellationToken">Stops reading results.</param>
    /// <exception cref="ApiFault">There is no such match.</exception>
    public async ValueTask<MatchWholeShape> OfAsync(string name, Func<string, string> shown, CancellationToken cancellationToken)
    {
        var match = book.Find(name)
            ?? throw new ApiFault(StatusCodes.Status404NotFound, "match", $"There is no match \"{QueryText.Shown(name)}\".", "/api/v1/matches lists them.");
        var results = new Dictionary<FigureField, double>();
        foreach (var field in match.Cancelled ? [] : Results)
        {
            if (await AtAsync(new FigureName(field, name), match.KickOff, cancellationToken) is { } value)
                results[field] = value;
        }

        var whole = MatchWholeShape.From(match, book.History(name), results, UnixTime.From(time.GetUtcNow()));
        return whole with { History = [.. whole.History.Select(said => said with { Who = shown(said.Who) })] };
    }

    // A database that can't be read has the results all the same, for those who read it otherwise.
    private async ValueTask<double?> AtAsync(FigureName name, UnixTime at, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var figure in figures.ReadAsync(name, at, at + TimeSpan.FromMicroseconds(1), cancellationToken))
                return figure.Value;
            return null;
        }
        catch (ReadNotSupportedException)
        {
            return null;
        }
    }
}
