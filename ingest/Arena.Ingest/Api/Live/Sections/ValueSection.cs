using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Arena.Ingest.Insight;

namespace Arena.Ingest.Api.Live.Sections;

/// <summary>A section that is one value, told whole whenever it is another one than before.</summary>
internal abstract class ValueSection<T>(string name, LiveChanges changes, JsonTypeInfo<T> type) : ILiveSection
    where T : class
{
    private T? _value;
    private long _changed;

    public string Name => name;

    public void Refresh()
    {
        var now = Now(_value);
        if (!ReferenceEquals(now, _value))
            (_value, _changed) = (now, changes.Next());
    }

    public void WriteWhole(Utf8JsonWriter json) => JsonSerializer.Serialize(json, _value!, type);

    public void WriteNews(long seen, LiveEventWriter events)
    {
        if (_changed > seen)
            events.Event(name, _value!, type);
    }

    /// <summary>The value as it is now; the very object that was told last when nothing in it is new.</summary>
    protected abstract T Now(T? told);
}
