using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Arena.Benchmarks.Edge;

/// <summary>The site manifest of one node that uses every free line of a Raspberry Pi: 16 meters and 8 bins, each with level, weight and lid.</summary>
internal static class EdgeSite
{
    public const string Site = "bench";

    /// <summary>Lines of the meters: a Pi's header without I2C.</summary>
    public static IReadOnlyList<int> MeterLines { get; } = [4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 16, 17, 18, 19, 20, 21];

    /// <summary>Lines of the lids; without the serial console 14 and 15 are free.</summary>
    public static IReadOnlyList<int> LidLines { get; } = [14, 15, 22, 23, 24, 25, 26, 27];

    public static string Of(string node)
    {
        var text = new StringBuilder($$"""
            site: {{Site}}
            title: { sv: Mätbänk, en: Bench }
            time_zone: Europe/Stockholm
            position: { latitude: 60.5, longitude: 15.4 }
            capacity: 6500
            map:
              width: 100
              height: 50
              shapes:
                - { kind: pitch, label: { sv: Plan, en: Pitch }, outline: [[10, 10], [90, 10], [90, 40]] }
            zones:
              north: { sv: Norr, en: North }
            matches: {}
            points:

            """);
        for (var meter = 1; meter <= MeterLines.Count; meter++) Line(text, $"  meter-{meter}: {{ title: {{ sv: Mätare, en: Meter }}, zone: north, at: [50, 25], group: kitchen, medium: electricity }}");
        for (var bin = 1; bin <= LidLines.Count; bin++) Line(text, $"  bin-{bin}: {{ title: {{ sv: Kärl, en: Bin }}, zone: north, at: [50, 25], group: bin, fraction: food }}");
        text.Append(CultureInfo.InvariantCulture, $$"""
            nodes:
              {{node}}:
                title: { sv: Nod, en: Node }
                zone: north
                at: [50, 25]
                board: raspberry-pi-4
                serial: false
                buses:
                  1: { speed_hz: 50000 }

            """);
        for (var bin = 1; bin <= LidLines.Count; bin++) Line(text, $"      {10 + bin}: {{ mux: {{ bus: 1, address: 0x71, channel: {bin - 1} }} }}");
        Line(text, $"    sensors:");
        for (var meter = 1; meter <= MeterLines.Count; meter++)
            Line(text, $"      - {{ kind: s0, point: meter-{meter}, line: {MeterLines[meter - 1]}, debounce: 10ms, quantity: active_energy_import, rate_quantity: active_power, per_pulse: 1 Wh, max_rate: 22 kW, every: 10s }}");
        for (var bin = 1; bin <= LidLines.Count; bin++)
        {
            Line(text, $"      - {{ kind: fill, point: bin-{bin}, bus: {10 + bin}, address: 0x70, empty_cm: 119, full_cm: 32, every: 60s }}");
            Line(text, $"      - {{ kind: weight, point: bin-{bin}, bus: {10 + bin}, address: 0x2A, gain: 128, empty_raw: 208435, known_kg: 20, known_raw: 423284, max_kg: 200, every: 60s }}");
            Line(text, $"      - {{ kind: lid, point: bin-{bin}, line: {LidLines[bin - 1]}, debounce: 50ms, every: 60s }}");
        }

        return text.ToString();
    }

    /// <summary>The settings that tell a peer, and the stand-in for its lines, which line is what and how many pulses an hour come on it.</summary>
    /// <param name="pulses">By point, as they were played.</param>
    public static IReadOnlyList<string> Environment(IReadOnlyDictionary<string, double> pulses)
    {
        var lines = new JsonObject();
        for (var meter = 0; meter < MeterLines.Count; meter++) lines.Add(Text(MeterLines[meter]), pulses.GetValueOrDefault($"meter-{meter + 1}"));
        for (var bin = 0; bin < LidLines.Count; bin++) lines.Add(Text(LidLines[bin]), pulses.GetValueOrDefault($"bin-{bin + 1}"));
        return
        [
            $"PYTHONPATH={EdgePeers.Source("gpio")}",
            $"ARENA_BENCH_PULSES={lines.ToJsonString()}",
            $"ARENA_BENCH_METERS=[{string.Join(',', MeterLines.Select(Text))}]",
            $"ARENA_BENCH_LIDS=[{string.Join(',', LidLines.Select(Text))}]",
        ];
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static void Line(StringBuilder text, FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
