using System.Text.Json.Serialization;
using Arena.Ingest.Api.Shapes;

namespace Arena.Ingest.Api;

/// <summary>Serialisers made at build time. Null is written: a field of the contract is never missing.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ProblemShape))]
[JsonSerializable(typeof(SiteShape))]
[JsonSerializable(typeof(PointsShape))]
[JsonSerializable(typeof(SnapshotShape))]
[JsonSerializable(typeof(LiveSamplesShape))]
[JsonSerializable(typeof(NodesShape))]
[JsonSerializable(typeof(SummaryShape))]
[JsonSerializable(typeof(CompletenessShape))]
[JsonSerializable(typeof(QuarantineShape))]
[JsonSerializable(typeof(HealthShape))]
[JsonSerializable(typeof(AliveShape))]
[JsonSerializable(typeof(SamplesShape))]
[JsonSerializable(typeof(string))]
internal sealed partial class ApiJson : JsonSerializerContext;
