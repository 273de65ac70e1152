using Arena.Ingest.Store;

namespace Arena.Ingest.Figures;

/// <summary>
/// Writes what was observed and can't be computed again. While the store is away it is held in <c>arena.db</c>; while that can't be written either, in
/// memory, the newest <see cref="MostInMemory"/> of it.
/// </summary>
internal sealed partial class FigureWriter(FigureStorage storage, ILogger<FigureWriter> logger)
{
    public const int MostInMemory = 10_000;
    private const int Page = 5_000;

    private readonly List<Figure> _pending = [];

    /// <summary>Writes them, or holds them.</summary>
    public async ValueTask WriteAsync(IReadOnlyList<Figure> figures, CancellationToken cancellationToken)
    {
        _pending.AddRange(figures);
        if (_pending.Count == 0)
            return;
        try
        {
            await storage.Store.WriteAsync(_pending, cancellationToken);
            _pending.Clear();
        }
        catch (StoreUnavailableException away)
        {
            await HoldAsync(away.Message, cancellationToken);
            return;
        }

        await FlushAsync(cancellationToken);
    }

    private async ValueTask HoldAsync(string why, CancellationToken cancellationToken)
    {
        try
        {
            if (storage.Held.Count == 0)
                LogHeld(why);
            var gone = await storage.Held.AddAsync(_pending, cancellationToken);
            _pending.Clear();
            if (gone > 0)
                LogGone(gone);
        }
        catch (StoreUnavailableException full)
        {
            var over = Math.Max(0, _pending.Count - MostInMemory);
            _pending.RemoveRange(0, over);
            LogUnkept(full.Message, _pending.Count, over);
        }
    }

    private async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (storage.Held.Count > 0)
            {
                var (figures, upTo) = storage.Held.Page(Page);
                await storage.Store.WriteAsync(figures, cancellationToken);
                await storage.Held.RemoveAsync(upTo, cancellationToken);
            }
        }
        catch (StoreUnavailableException away)
        {
            LogHeld(away.Message);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Figures are held until the store is back: {Why}")]
    private partial void LogHeld(string why);

    [LoggerMessage(LogLevel.Warning, "The {Count} oldest figures that were held are gone: there is no room for more")]
    private partial void LogGone(int count);

    [LoggerMessage(LogLevel.Warning, "Figures can't be held: {Why}. {Count} are in memory, {Gone} are gone")]
    private partial void LogUnkept(string why, int count, int gone);
}
