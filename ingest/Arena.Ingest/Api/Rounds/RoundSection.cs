using System.Text.Json;
using Arena.Ingest.Api.Live;
using Arena.Ingest.Api.Shapes;
using Arena.Ingest.Rounds;

namespace Arena.Ingest.Api.Rounds;

/// <summary><c>round</c>: the round to walk, beginning at the most urgent bin, and how far it is; null before it was worked out.</summary>
internal sealed class RoundSection(RoundBoard board) : ILiveSection
{
    public string Name => "round";

    // The board stamps what it worked out.
    public void Refresh()
    {
    }

    public void WriteWhole(Utf8JsonWriter json)
    {
        if (board.ChangedSince(0) is { } round)
            JsonSerializer.Serialize(json, RoundShape.From(round), ApiJson.Web.RoundShape);
        else
            json.WriteNullValue();
    }

    public void WriteNews(long seen, LiveEventWriter events)
    {
        if (board.ChangedSince(seen) is { } round)
            events.Event("round", RoundShape.From(round), ApiJson.Web.RoundShape);
    }
}
