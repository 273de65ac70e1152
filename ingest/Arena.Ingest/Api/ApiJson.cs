using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Arena.Ingest.Api.Shapes;

namespace Arena.Ingest.Api;

/// <summary>Serialisers made at build time. Null is written: a field of the contract is never missing.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ProblemShape))]
[JsonSerializable(typeof(SiteShape))]
[JsonSerializable(typeof(PointsShape))]
[JsonSerializable(typeof(IReadOnlyList<LiveSampleShape>))]
[JsonSerializable(typeof(IReadOnlyList<NodeShape>))]
[JsonSerializable(typeof(BoardShape))]
[JsonSerializable(typeof(LiveSamplesShape))]
[JsonSerializable(typeof(NodesShape))]
[JsonSerializable(typeof(SummaryShape))]
[JsonSerializable(typeof(CompletenessShape))]
[JsonSerializable(typeof(FleetShape))]
[JsonSerializable(typeof(ForecastShape))]
[JsonSerializable(typeof(RoundShape))]
[JsonSerializable(typeof(BinStatesShape))]
[JsonSerializable(typeof(LiveBinsShape))]
[JsonSerializable(typeof(BinStoryShape))]
[JsonSerializable(typeof(BinActionShape))]
[JsonSerializable(typeof(BinUndoShape))]
[JsonSerializable(typeof(BinUndoWaitsShape))]
[JsonSerializable(typeof(QuarantineShape))]
[JsonSerializable(typeof(QuarantinedWholeShape))]
[JsonSerializable(typeof(HealthShape))]
[JsonSerializable(typeof(AliveShape))]
[JsonSerializable(typeof(SamplesShape))]
[JsonSerializable(typeof(FiguresShape))]
[JsonSerializable(typeof(MatchesShape))]
[JsonSerializable(typeof(MatchNowShape))]
[JsonSerializable(typeof(MatchWholeShape))]
[JsonSerializable(typeof(NewMatchShape))]
[JsonSerializable(typeof(MatchChangeShape))]
[JsonSerializable(typeof(PhaseShape))]
[JsonSerializable(typeof(PhaseStartShape))]
[JsonSerializable(typeof(UndoShape))]
[JsonSerializable(typeof(ImportedShape))]
[JsonSerializable(typeof(ExportShape))]
[JsonSerializable(typeof(RehearsalShape))]
[JsonSerializable(typeof(RehearsalSamplesShape))]
[JsonSerializable(typeof(ChecksShape))]
[JsonSerializable(typeof(SortingCheckShape))]
[JsonSerializable(typeof(ContaminationShape))]
[JsonSerializable(typeof(TrialsShape))]
[JsonSerializable(typeof(TrialResultShape))]
[JsonSerializable(typeof(NewCheckShape))]
[JsonSerializable(typeof(CheckUndoShape))]
[JsonSerializable(typeof(NewTrialShape))]
[JsonSerializable(typeof(TrialChangeShape))]
[JsonSerializable(typeof(SessionShape))]
[JsonSerializable(typeof(SignInShape))]
[JsonSerializable(typeof(PinShape))]
[JsonSerializable(typeof(NewPhoneShape))]
[JsonSerializable(typeof(PeopleShape))]
[JsonSerializable(typeof(NewPersonShape))]
[JsonSerializable(typeof(PersonChangeShape))]
[JsonSerializable(typeof(WhoShape))]
[JsonSerializable(typeof(InvitedShape))]
[JsonSerializable(typeof(RecordShape))]
[JsonSerializable(typeof(string))]
internal sealed partial class ApiJson : JsonSerializerContext
{
    /// <summary>Letters as they are (å, ä, ö), but what HTML could take for a tag escaped.</summary>
    public static JavaScriptEncoder Encoder { get; } = JavaScriptEncoder.Create(UnicodeRanges.All);

    /// <summary>The one that answers are written with.</summary>
    public static ApiJson Web { get; } = new(new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, Encoder = Encoder });

    /// <summary>For a file that people open.</summary>
    public static ApiJson Indented { get; } = new(new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, Encoder = Encoder, WriteIndented = true });
}
