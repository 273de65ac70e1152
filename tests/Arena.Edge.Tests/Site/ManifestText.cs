using Arena.Site;
using Xunit;

namespace Arena.Edge.Tests.Site;

/// <summary>A small good manifest that tests spoil in one place.</summary>
internal sealed record ManifestText(string Text)
{
    /// <summary>Two nodes, every kind of sensor, a multiplexer, two matches.</summary>
    public static ManifestText Good { get; } = new("""
        site: test-ground
        title: { sv: Provplanen, en: Test ground }
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
        points:
          meter: { title: { sv: El, en: Power }, zone: north, at: [1, 2], group: incomer, medium: electricity }
          tap: { title: { sv: Vatten, en: Water }, zone: north, at: [3, 4], group: water, medium: water }
          bin: { title: { sv: Mat, en: Food }, zone: north, at: [5, 6], group: bin, fraction: food }
          room: { title: { sv: Rum, en: Room }, zone: north, at: [7, 8], group: climate }
          gate: { title: { sv: Grind, en: Gate }, zone: north, at: [9, 9], group: turnstile }
        nodes:
          node-a:
            title: { sv: Nod A, en: Node A }
            zone: north
            at: [20, 20]
            board: raspberry-pi-4
            buses:
              1: { speed_hz: 50000 }
              11: { mux: { bus: 1, address: 0x71, channel: 0 } }
              12: { mux: { bus: 1, address: 0x71, channel: 1 } }
            sensors:
              - { kind: s0, point: meter, line: 5, debounce: 10ms, quantity: active_energy_import, rate_quantity: active_power, per_pulse: 1 Wh, max_rate: 44 kW, every: 10s }
              - { kind: fill, point: bin, bus: 11, address: 0x70, empty_cm: 110, full_cm: 30, every: 60s }
              - { kind: weight, point: bin, bus: 11, address: 0x2A, gain: 128, empty_raw: 1000, known_kg: 20, known_raw: 9000, max_kg: 150, every: 5min }
              - { kind: lid, point: bin, line: 6, debounce: 50ms, every: 1h }
              - { kind: temperature, point: room, bus: 12, address: 0x18, every: 30s }
          node-b:
            title: { sv: Nod B, en: Node B }
            zone: north
            at: [30, 30]
            board: raspberry-pi-5
            sensors:
              - { kind: s0, point: tap, line: 17, debounce: 10ms, quantity: water_consumption, per_pulse: 10 l, max_rate: 20 m3/h, every: 30s }
              - { kind: s0, point: gate, line: 22, debounce: 50ms, quantity: people_count_towards, per_pulse: 1, max_rate: 2/s, every: 10s }
              - { kind: health, every: 2min }
        matches:
          first: { opponent: Gästerna, kick_off: 2026-11-22 15:00, expected_attendance: 900 }
          second: { opponent: De andra, kick_off: 2026-11-29 15:00, expected_attendance: 100 }

        """);

    /// <summary>The same with factors, curves and a likeness.</summary>
    public static ManifestText WithClimate { get; } = new(Good.Text + """
        climate:
          energy:
            dear: { title: { sv: Dyr el, en: Dear power }, medium: electricity, kg_per_kwh: 0.5, year: 2023, boundary: { sv: Elnät, en: Grid }, source: A report, counted: true }
            cheap: { title: { sv: Billig el, en: Cheap power }, medium: electricity, kg_per_kwh: 0.05, boundary: { sv: Norden, en: Nordic }, source: Another, counted: false }
            heat: { title: { sv: Värme, en: Heat }, medium: heat, source: No figure found }
          sorting:
            food: { title: { sv: Mat, en: Food }, fraction: food, kg_per_kg: 0.07, boundary: { sv: Biogas, en: Biogas }, source: A table, counted: true }
          curves:
            down: { title: { sv: Ned, en: Down }, base_year: 2025, base_kg: 1000, yearly_factor: 0.87, boundary: { sv: El, en: Power }, source: A promise, counted: true, invented: true }
            steeper: { title: { sv: Brant, en: Steep }, base_year: 2020, base_kg: 2000, yearly_factor: 0.836, boundary: { sv: Värme, en: Heat }, source: Another promise }
          likenesses:
            coal: { title: { sv: Kol, en: Coal }, kg_per_kg: 2.44, year: 2006, boundary: { sv: Eld, en: Fire }, source: A guideline, counted: true }

        """);

    public SiteReading Reading => SiteReader.Read(Text);

    /// <summary>The same with one place written otherwise.</summary>
    public ManifestText With(string written, string otherwise)
    {
        Assert.Equal(2, Text.Split(written).Length);
        return new ManifestText(Text.Replace(written, otherwise));
    }

    /// <summary>
    /// It has exactly one fault, which points at <paramref name="at"/> (the text that begins there), says <paramref name="what"/> and
    /// advises <paramref name="fix"/>.
    /// </summary>
    public void IsRefused(string at, string what, string fix)
    {
        var fault = Assert.Single(Reading.Faults);
        Assert.StartsWith(at, At(fault), StringComparison.Ordinal);
        Assert.Contains(what, fault.What, StringComparison.Ordinal);
        Assert.Contains(fix, fault.Fix, StringComparison.Ordinal);
        Assert.Null(Reading.Manifest);
    }

    /// <summary>What stands where a fault points.</summary>
    public string At(ManifestFault fault) => Text.Split('\n')[fault.Line - 1][(fault.Column - 1)..];
}
