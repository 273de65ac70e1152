using System.Text.Json;
using Arena.Ingest.Api.Guard;
using Arena.Ingest.Api.Live;
using Arena.Ingest.Api.Shapes;
using Arena.Ingest.Rounds;

namespace Arena.Ingest.Api.Rounds;

/// <summary><c>bins</c>: how each bin stands, and an event <c>bins</c> of those that changed.</summary>
internal sealed class BinsSection(BinBoard board, Naming naming) : ILiveSection
{
    public string Name => "bins";

    // The board stamps what it judged.
    public void Refresh()
    {
    }

    public void WriteWhole(Utf8JsonWriter json) =>
        JsonSerializer.Serialize(json, LiveBinsShape.From(board.ChangedSince(0), naming.Role).Bins, ApiJson.Web.IReadOnlyListBinStateShape);

    public void WriteNews(long seen, LiveEventWriter events)
    {
        if (board.ChangedSince(seen) is { Count: > 0 } changed)
            events.Event("bins", LiveBinsShape.From(changed, naming.Role), ApiJson.Web.LiveBinsShape);
    }
}
