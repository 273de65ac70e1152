using System.Text.Json;
using Microsoft.Playwright;

namespace Arena.EndToEnd.Tests.Board;

/// <summary>A request as it went over the wire.</summary>
/// <param name="Address">Path and query.</param>
/// <param name="Bytes">That came for it so far, headers included.</param>
/// <param name="Wave">How many answers had to come one after the other before it was asked for, and its own: 1 for the page, 2 for what the page names, and so on.</param>
internal sealed record Fetched(string Address, double Bytes, int Wave);

/// <summary>What a page asks for, and what made it ask, as the browser's own protocol tells.</summary>
internal sealed class Wire
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Fetched> _byRequest = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _waveOf = new(StringComparer.Ordinal);
    private int _come;
    private readonly List<string> _order = [];

    /// <param name="session">Of the page, before the network is listened to.</param>
    public Wire(ICDPSession session)
    {
        Listen("Network.requestWillBeSent", Ask);
        Listen("Network.dataReceived", (id, told) => Count(id, _byRequest[id].Bytes + told.GetProperty("encodedDataLength").GetDouble()));
        // A stream never finishes: of it what came so far counts.
        Listen("Network.loadingFinished", (id, told) =>
        {
            Count(id, Math.Max(_byRequest[id].Bytes, told.GetProperty("encodedDataLength").GetDouble()));
            _come = Math.Max(_come, _byRequest[id].Wave);
        });

        void Listen(string name, Action<string, JsonElement> note) => session.Event(name).OnEvent += (_, told) =>
        {
            lock (_lock)
                note(told!.Value.GetProperty("requestId").GetString()!, told.Value);
        };
    }

    /// <summary>So far, in the order it was asked for.</summary>
    public IReadOnlyList<Fetched> Fetched
    {
        get
        {
            lock (_lock)
                return [.. _order.Select(id => _byRequest[id])];
        }
    }

    private void Ask(string id, JsonElement told)
    {
        var address = told.GetProperty("request").GetProperty("url").GetString()!;
        var known = Initiators(told.GetProperty("initiator")).Select(each => _waveOf.GetValueOrDefault(each)).DefaultIfEmpty().Max();
        // Of an import the browser doesn't say which script it stands in: one of those that have come.
        var wave = 1 + (known > 0 ? known : _come);
        _waveOf.TryAdd(address, wave);
        if (_byRequest.TryAdd(id, new Fetched(new Uri(address).PathAndQuery, 0, wave)))
            _order.Add(id);
    }

    private void Count(string id, double bytes) => _byRequest[id] = _byRequest[id] with { Bytes = bytes };

    // The page that names it, or every script that stood on the way to asking, with those it waited for.
    private static IEnumerable<string> Initiators(JsonElement initiator)
    {
        if (initiator.TryGetProperty("url", out var url))
            yield return url.GetString()!;
        var more = initiator.TryGetProperty("stack", out var stack);
        while (more)
        {
            foreach (var frame in stack.GetProperty("callFrames").EnumerateArray())
                yield return frame.GetProperty("url").GetString()!;
            more = stack.TryGetProperty("parent", out var parent);
            stack = parent;
        }
    }
}
