using System.Globalization;
using System.Text;

namespace Arena.EndToEnd.Tests.Faults;

/// <summary>A manifest of a ground with many nodes, a meter on each.</summary>
internal static class ManyNodesManifest
{
    public static async Task<string> WriteAsync(string path, int nodes)
    {
        var (points, wired) = (new StringBuilder(), new StringBuilder());
        for (var number = 1; number <= nodes; number++)
        {
            points.Append(CultureInfo.InvariantCulture, $"  meter-{number}: {{ title: {{ sv: Mätare {number}, en: Meter {number} }}, zone: north, at: [1, 2], group: kitchen, medium: electricity }}\n");
            wired.Append(CultureInfo.InvariantCulture, $"""
                  node-{number}:
                    title: {"{"} sv: Nod {number}, en: Node {number} {"}"}
                    zone: north
                    at: [20, 20]
                    board: raspberry-pi-zero-2
                    sensors:
                      - {"{"} kind: s0, point: meter-{number}, line: 5, debounce: 10ms, quantity: active_energy_import, rate_quantity: active_power, per_pulse: 1 Wh, max_rate: 22 kW, every: 10s {"}"}

                """);
        }

        await File.WriteAllTextAsync(path, $$"""
            site: many-nodes
            title: { sv: Många noder, en: Many nodes }
            time_zone: Europe/Stockholm
            position: { latitude: 60.5, longitude: 15.4 }
            capacity: 1000
            map:
              width: 100
              height: 50
              shapes:
                - { kind: pitch, label: { sv: Plan, en: Pitch }, outline: [[10, 10], [90, 10], [90, 40]] }
            zones:
              north: { sv: Norr, en: North }
            matches:
              first: { opponent: Gästerna, kick_off: 2026-11-22 15:00, expected_attendance: 900 }
            points:
            {{points}}
            nodes:
            {{wired}}
            """);
        return path;
    }
}
