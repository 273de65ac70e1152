using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using Arena.Wire;

namespace Arena.Ingest.Figures;

/// <summary>Every figure there is. Only ever added to: dashboards and notebooks count on the names.</summary>
internal static class FigureFields
{
    public const string WasteMeasurement = "waste";
    public const string NodeMeasurement = "node";
    public const string MatchMeasurement = "match";

    public static FigureField AddedKg { get; } = new(WasteMeasurement, "added_kg", "kg", "What came into a bin with a scale, by the hour (UTC)");
    public static FigureField Emptied { get; } = new(WasteMeasurement, "emptied", "/", "1 when a bin was emptied; 0 where late samples showed that it was not");
    public static FigureField EmptiedKg { get; } = new(WasteMeasurement, "emptied_kg", "kg", "What was taken out, where there is a scale");

    public static FigureField Checked { get; } = new(WasteMeasurement, "checked", "/", "1 when the sorting in a bin was checked; 0 where the check was taken back");
    public static FigureField Contamination { get; } = new(WasteMeasurement, "contamination", "/", "Share of what was in a checked bin that belongs to another fraction; 0 where the check was taken back");
    public static FigureField ContaminationKg { get; } = new(WasteMeasurement, "contamination_kg", "kg", "The same in kilos, where the whole was weighed");

    public static FigureField Online { get; } = new(NodeMeasurement, "online", "/", "1 while a node is connected, 0 while it is not, as ingest sees it");
    public static FigureField Completeness { get; } = new(NodeMeasurement, "completeness", "/", "Share of what was to come of a node in a day of the venue that is stored");
    public static FigureField Software { get; } = new(NodeMeasurement, "software", "text", "Version of a node's worker");
    public static FigureField Heartbeat { get; } = new(NodeMeasurement, "heartbeat", "/", "1 each minute that ingest is at work");
    public static FigureField Stored { get; } = new(NodeMeasurement, "stored", "count", "Samples this ingest has stored in all");
    public static FigureField UnderWay { get; } = new(NodeMeasurement, "under_way", "count", "Messages received and not yet durable");

    public static FigureField Phase { get; } = new(MatchMeasurement, "phase", "/", "1 gates open, 2 first half, 3 half-time, 4 second half, 5 egress, 6 clean-up, 0 over; at the start of each");
    public static FigureField Attendance { get; } = new(MatchMeasurement, "attendance", "count", "Spectators: counted by the turnstiles, or set by hand");
    public static FigureField ExpectedAttendance { get; } = new(MatchMeasurement, "expected_attendance", "count", "Spectators expected");
    public static FigureField WasteKg { get; } = new(MatchMeasurement, "waste_kg", "kg", "What came into bins with scales");
    public static FigureField SortedKg { get; } = new(MatchMeasurement, "sorted_kg", "kg", "Of that, all fractions but residual");
    public static FigureField EnergyWh { get; } = new(MatchMeasurement, "energy_wh", "Wh", "Electricity bought, and made by the roof and used");
    public static FigureField WaterL { get; } = new(MatchMeasurement, "water_l", "l", "Water from the main");
    public static FigureField Emptyings { get; } = new(MatchMeasurement, "emptyings", "count", "Bins emptied");

    private static readonly FigureField[] OfReasons =
    [
        .. Enum.GetValues<Reason>().Where(reason => reason != Reason.None).Select(reason => new FigureField(
            NodeMeasurement, $"quarantined_{reason.Slug().Replace('-', '_')}", "count", $"Entries in quarantine for the reason {reason.Slug()}")),
    ];

    /// <summary>All of them, in a fixed order.</summary>
    public static IReadOnlyList<FigureField> All { get; } =
    [
        AddedKg, Emptied, EmptiedKg, Checked, Contamination, ContaminationKg, Online, Completeness, Software, Heartbeat, Stored, UnderWay,
        Phase, Attendance, ExpectedAttendance, WasteKg, SortedKg, EnergyWh, WaterL, Emptyings, .. OfReasons,
    ];

    private static readonly FrozenDictionary<string, FigureField> ByName = All.ToFrozenDictionary(field => field.Name);

    /// <summary>Entries in quarantine for a reason: <c>quarantined_unit_unknown</c>.</summary>
    public static FigureField Quarantined(Reason reason) => OfReasons[(int)reason - 1];

    /// <summary>Finds one by its name, which is unique over all measurements.</summary>
    public static bool TryGet(string name, [NotNullWhen(true)] out FigureField? field) => ByName.TryGetValue(name, out field);
}
