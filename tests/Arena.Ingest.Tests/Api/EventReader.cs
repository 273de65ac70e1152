using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Arena.Edge.Tests.Mqtt;
using Xunit;

namespace Arena.Ingest.Tests.Api;

/// <summary>Reads server-sent events off a response.</summary>
internal sealed class EventReader : IDisposable
{
    private readonly HttpResponseMessage _response;
    private readonly StreamReader _reader;

    private EventReader(HttpResponseMessage response, StreamReader reader) => (_response, _reader) = (response, reader);

    /// <summary>What a browser would send as Last-Event-ID; null before the first.</summary>
    public string? LastId { get; private set; }

    /// <summary>The number in it.</summary>
    public long LastNumber => long.Parse(LastId!.Split('-')[^1], CultureInfo.InvariantCulture);

    public HttpContentHeaders Headers => _response.Content.Headers;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<EventReader> OpenAsync(HttpClient http, string path = "/api/v1/live", string? lastId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (lastId is not null)
            request.Headers.Add("Last-Event-ID", lastId);
        var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation).WithinAsync();
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        return new EventReader(response, new StreamReader(await response.Content.ReadAsStreamAsync(Cancellation)));
    }

    /// <summary>The data of the next event of a kind; others are passed over.</summary>
    public async Task<JsonElement> NextAsync(string kind)
    {
        while (true)
        {
            var (name, data) = await EventAsync(kind);
            if (name == kind)
                return data;
        }
    }

    /// <summary>The next event, whatever it is.</summary>
    public async Task<(string Name, JsonElement Data)> EventAsync(string awaited = "of any kind")
    {
        var name = "";
        while (true)
        {
            var line = await LineAsync() ?? throw new EndOfStreamException($"the stream ended before an event {awaited}");
            if (line.StartsWith("event: ", StringComparison.Ordinal))
                name = line[7..];
            else if (line.StartsWith("data: ", StringComparison.Ordinal))
                return (name, JsonDocument.Parse(line[6..]).RootElement);
        }
    }

    /// <summary>Reads on to the end of what came together: its number.</summary>
    public async Task NumberAsync()
    {
        var before = LastId;
        while (LastId == before)
            Assert.NotNull(await LineAsync());
    }

    public async Task HeartbeatAsync()
    {
        while (await LineAsync() is var line && line != ": heartbeat")
            Assert.NotNull(line);
    }

    public async Task EndAsync()
    {
        while (await LineAsync() is not null)
        {
        }
    }

    public void Dispose()
    {
        _reader.Dispose();
        _response.Dispose();
    }

    private async Task<string?> LineAsync()
    {
        var line = await _reader.ReadLineAsync(Cancellation).AsTask().WithinAsync("a line of the stream");
        if (line?.StartsWith("id: ", StringComparison.Ordinal) == true)
            LastId = line[4..];
        return line;
    }
}
