using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Arena.Ingest.Api.Live;

/// <summary>Collects server-sent events (WHATWG HTML, section 9.2) of one section, without numbers: the number comes at the end of the frame.</summary>
internal sealed class LiveEventWriter : IDisposable
{
    private readonly ArrayBufferWriter<byte> _bytes = new();
    private readonly Utf8JsonWriter _json;

    public LiveEventWriter() => _json = new Utf8JsonWriter(_bytes, new JsonWriterOptions { Encoder = ApiJson.Encoder });

    /// <summary>Adds an event.</summary>
    /// <param name="name">What a client listens to.</param>
    /// <param name="data">Its content; JSON has no line breaks, so it is one line.</param>
    /// <param name="type">How it is written.</param>
    public void Event<T>(string name, T data, JsonTypeInfo<T> type)
    {
        Text($"event: {name}\ndata: ");
        JsonSerializer.Serialize(_json, data, type);
        _json.Flush();
        _json.Reset();
        Text("\n\n");
    }

    /// <summary>Adds a field of the snapshot.</summary>
    public void Field(ILiveSection section)
    {
        Text($",\"{section.Name}\":");
        section.WriteWhole(_json);
        _json.Flush();
        _json.Reset();
    }

    /// <summary>What was added since the last time, or null for nothing.</summary>
    public SharedBytes? Take()
    {
        if (_bytes.WrittenCount == 0)
            return null;
        var taken = new SharedBytes(_bytes.WrittenSpan.ToArray());
        _bytes.ResetWrittenCount();
        return taken;
    }

    public void Dispose() => _json.Dispose();

    private void Text(string text) => Encoding.UTF8.GetBytes(text, _bytes);
}
