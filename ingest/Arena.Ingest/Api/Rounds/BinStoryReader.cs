using Arena.Ingest.Api.Shapes;
using Arena.Ingest.Figures;
using Arena.Ingest.Rounds;
using Arena.Ingest.Rounds.Actions;
using Arena.Ingest.Rounds.Sensing;
using Arena.Ingest.Store;
using Arena.Wire;

namespace Arena.Ingest.Api.Rounds;

/// <summary>Reads what happened to a bin: taps from the book; what was sensed from the readings that are held, and before them from the figures.</summary>
internal sealed class BinStoryReader(BinBook book, BinBoard board, IFigureStore figures, TimeProvider time)
{
    // The walk needs some hours of readings before it can tell.
    private static readonly TimeSpan Held = TimeSpan.FromHours(24);

    /// <exception cref="ApiFault">There is no such bin.</exception>
    /// <exception cref="StoreUnavailableException">It can't be read now.</exception>
    public async ValueTask<BinStoryShape> OfAsync(string point, (UnixTime From, UnixTime To) span, CancellationToken cancellationToken)
    {
        KnownBin.Demand(board, point);
        var now = UnixTime.From(time.GetUtcNow());
        var (from, to) = span;
        var events = book.Of(point, from).Where(told => told.Action.At < to).Select(BinEventShape.From).ToList();
        var held = now - Held;
        if (from < held)
            events.AddRange(await WrittenAsync(point, from, held < to ? held : to, cancellationToken));
        events.AddRange(board.Happened(point, held < from ? from - SensedEmptyings.Apart : held)
            .Where(each => each.Sensed is { } sensed && sensed.At >= from && sensed.At >= held && sensed.At < to)
            .GroupBy(each => each.Sensed!.Value)
            .Select(each => BinEventShape.From(each.Key, each.First().Action?.Id)));
        return new BinStoryShape(point, [.. events.OrderBy(each => each.At)]);
    }

    private async ValueTask<List<BinEventShape>> WrittenAsync(string point, UnixTime from, UnixTime to, CancellationToken cancellationToken)
    {
        try
        {
            var kg = await figures.ReadAsync(new FigureName(FigureFields.EmptiedKg, point), from, to, cancellationToken).ToDictionaryAsync(
                figure => figure.Time, figure => figure.Value, cancellationToken: cancellationToken);
            return await figures.ReadAsync(new FigureName(FigureFields.Emptied, point), from, to, cancellationToken)
                .Where(figure => figure.Value > 0)
                .Select(figure => BinEventShape.From(new SensedEmptying(figure.Time, kg.TryGetValue(figure.Time, out var known) ? known : null), null))
                .ToListAsync(cancellationToken);
        }
        catch (ReadNotSupportedException)
        {
            // The database only takes figures: what was tapped is told all the same.
            return [];
        }
    }
}
