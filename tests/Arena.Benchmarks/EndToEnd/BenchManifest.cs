using System.Globalization;
using System.Text;

namespace Arena.Benchmarks.EndToEnd;

/// <summary>The site manifest of a <see cref="BenchVenue"/>: counters on GPIO lines, temperatures on the channels of I2C multiplexers.</summary>
internal static class BenchManifest
{
    private const int FirstLine = 5;
    private const int ChipsOnChannel = 8;
    private const int ChannelsOfMux = 8;
    private const int FirstBus = 10;

    public static async Task WriteAsync(BenchVenue venue, string path, CancellationToken cancellationToken)
    {
        var text = new StringBuilder($$"""
            site: {{BenchVenue.Site}}
            title: { sv: Mätbänk, en: Bench }
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
              south: { sv: Söder, en: South }
            matches:
              first: { opponent: Gästerna, kick_off: 2026-11-22 15:00, expected_attendance: 900 }
            points:

            """);
        for (var node = 0; node < venue.Nodes; node++)
        {
            for (var series = 0; series < venue.SeriesPerNode; series++)
                Point(text, venue, node, series);
        }

        text.Append("nodes:\n");
        for (var node = 0; node < venue.Nodes; node++)
            Node(text, venue, node);
        await File.WriteAllTextAsync(path, text.ToString(), cancellationToken);
    }

    private static void Point(StringBuilder text, BenchVenue venue, int node, int series)
    {
        var kind = venue.IsCounter(series) ? "group: kitchen, medium: electricity" : "group: climate";
        text.Append(CultureInfo.InvariantCulture, $"  {venue.Point(node, series)}: {{ title: {{ sv: P, en: P }}, zone: {BenchVenue.Zone(node)}, at: [50, 25], {kind} }}\n");
    }

    private static void Node(StringBuilder text, BenchVenue venue, int node)
    {
        text.Append(CultureInfo.InvariantCulture, $$"""
              {{BenchVenue.Node(node)}}:
                title: { sv: Nod {{node}}, en: Node {{node}} }
                zone: {{BenchVenue.Zone(node)}}
                at: [50, 25]
                board: raspberry-pi-4
                serial: false
                buses:
                  1: { speed_hz: 100000 }

            """);
        var temperatures = venue.SeriesPerNode - venue.Counters;
        for (var channel = 0; channel * ChipsOnChannel < temperatures; channel++)
            text.Append(CultureInfo.InvariantCulture, $"      {FirstBus + channel}: {{ mux: {{ bus: 1, address: 0x{0x71 + (channel / ChannelsOfMux):X2}, channel: {channel % ChannelsOfMux} }} }}\n");
        text.Append("    sensors:\n");
        for (var series = 0; series < venue.SeriesPerNode; series++)
        {
            var point = venue.Point(node, series);
            var chip = series - venue.Counters;
            if (venue.IsCounter(series))
                text.Append(CultureInfo.InvariantCulture, $"      - {{ kind: s0, point: {point}, line: {FirstLine + series}, debounce: 10ms, quantity: active_energy_import, per_pulse: 1 Wh, max_rate: 22 kW, every: 1s }}\n");
            else
                text.Append(CultureInfo.InvariantCulture, $"      - {{ kind: temperature, point: {point}, bus: {FirstBus + (chip / ChipsOnChannel)}, address: 0x{0x18 + (chip % ChipsOnChannel):X2}, every: 1s }}\n");
        }
    }
}
