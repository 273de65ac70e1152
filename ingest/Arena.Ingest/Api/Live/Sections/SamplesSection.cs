using System.Text.Json;
using Arena.Ingest.Api.Shapes;
using Arena.Ingest.Insight;

namespace Arena.Ingest.Api.Live.Sections;

/// <summary><c>samples</c>: the newest value of each series.</summary>
internal sealed class SamplesSection(LiveState live) : ILiveSection
{
    public string Name => "samples";

    // Each commit stamps what it moves.
    public void Refresh()
    {
    }

    public void WriteWhole(Utf8JsonWriter json) =>
        JsonSerializer.Serialize(json, [.. live.ChangedSince(0).Select(LiveSampleShape.From)], ApiJson.Web.IReadOnlyListLiveSampleShape);

    public void WriteNews(long seen, LiveEventWriter events)
    {
        if (live.ChangedSince(seen) is { Count: > 0 } samples)
            events.Event("samples", LiveSamplesShape.From(samples), ApiJson.Web.LiveSamplesShape);
    }
}
