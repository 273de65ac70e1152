using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Arena.Wire.Nodes;

/// <summary>What a node is, retained on its <c>meta</c> topic.</summary>
/// <param name="Node">Slug.</param>
/// <param name="Version">Version of the worker.</param>
/// <param name="Hardware">Driver in use: <c>virtual</c>, <c>linux</c>…</param>
/// <param name="Started">When the worker started, RFC 3339 UTC.</param>
/// <param name="Epoch">Epoch of its outbox.</param>
/// <param name="Series">Names of what it measures, <c>point/quantity</c>.</param>
public sealed record NodeMeta(
    [property: JsonRequired] string Node,
    [property: JsonRequired] string Version,
    [property: JsonRequired] string Hardware,
    [property: JsonRequired] DateTimeOffset Started,
    [property: JsonRequired] string Epoch,
    [property: JsonRequired] IReadOnlyList<string> Series)
{
    /// <summary>When its sensors were calibrated, those that have a date; null where none has.</summary>
    public IReadOnlyList<NodeCalibration>? Calibrations { get; init; }

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, WireJson.Default.NodeMeta);

    /// <summary>Reads the JSON; false for anything else. Never throws on any bytes.</summary>
    public static bool TryParse(ReadOnlySpan<byte> json, [NotNullWhen(true)] out NodeMeta? meta) =>
        JsonText.TryRead(json, WireJson.Default.NodeMeta, out meta);
}

/// <summary>When a sensor was calibrated.</summary>
/// <param name="Point">Slug of where it measures.</param>
/// <param name="Kind">Of sensor: <c>weight</c>, <c>fill</c>, <c>current</c>.</param>
/// <param name="On">Local date.</param>
public sealed record NodeCalibration([property: JsonRequired] string Point, [property: JsonRequired] string Kind, [property: JsonRequired] DateOnly On);

/// <summary>Whether a node is there, retained on its <c>state</c> topic; the offline one is also its last will.</summary>
/// <param name="Online">It is connected.</param>
/// <param name="Highest">Highest sequence number sealed in <paramref name="Epoch"/>, null in a last will.</param>
/// <param name="Epoch">Epoch of its outbox.</param>
/// <param name="Generation">Ledger generation it has heard of, null before the first acknowledgement.</param>
/// <param name="Low">Every batch of <paramref name="Epoch"/> up to this has been confirmed to it by that ledger.</param>
public sealed record NodeState([property: JsonRequired] bool Online, string? Epoch = null, long? Highest = null, long? Generation = null, long? Low = null)
{
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, WireJson.Default.NodeState);

    /// <summary>Reads the JSON; false for anything else. Never throws on any bytes.</summary>
    public static bool TryParse(ReadOnlySpan<byte> json, [NotNullWhen(true)] out NodeState? state) =>
        JsonText.TryRead(json, WireJson.Default.NodeState, out state);
}
