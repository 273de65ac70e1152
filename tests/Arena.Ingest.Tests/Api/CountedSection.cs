using System.Text.Json;
using Arena.Ingest.Api;
using Arena.Ingest.Api.Live;
using Arena.Ingest.Insight;

namespace Arena.Ingest.Tests.Api;

/// <summary>A section of one number, which counts how often it was written.</summary>
internal sealed class CountedSection(LiveChanges changes) : ILiveSection
{
    private readonly Lock _gate = new();
    private (int Value, long Change) _said;
    private int _written;

    public string Name => "counted";

    /// <summary>How often it told something, to however many.</summary>
    public int Written => Volatile.Read(ref _written);

    public void Say(int value)
    {
        lock (_gate)
            _said = (value, changes.Next());
        changes.Announce();
    }

    public void Refresh()
    {
    }

    public void WriteWhole(Utf8JsonWriter json)
    {
        lock (_gate)
            json.WriteNumberValue(_said.Value);
    }

    public void WriteNews(long seen, LiveEventWriter events)
    {
        lock (_gate)
        {
            if (_said.Change <= seen) return;
            Interlocked.Increment(ref _written);
            events.Event("counted", _said.Value, ApiJson.Web.Int32);
        }
    }
}
