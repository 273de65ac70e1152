using System.Text.Json.Serialization;
using Arena.Wire.Acknowledgements;
using Arena.Wire.Gaps;
using Arena.Wire.Nodes;

namespace Arena.Wire;

/// <summary>Serialisers made at build time: no reflection on a Pi.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AcknowledgementJson))]
[JsonSerializable(typeof(GapJson))]
[JsonSerializable(typeof(GapJson[]))]
[JsonSerializable(typeof(NodeMeta))]
[JsonSerializable(typeof(NodeState))]
internal sealed partial class WireJson : JsonSerializerContext;
