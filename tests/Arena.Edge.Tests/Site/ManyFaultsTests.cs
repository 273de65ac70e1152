using Arena.Site;
using Xunit;
using static Arena.Edge.Tests.Site.ManifestText;

namespace Arena.Edge.Tests.Site;

public class ManyFaultsTests
{
    private static readonly ManifestText Spoilt = Good
        .With("site: test-ground", "site: Test Ground")
        .With("time_zone: Europe/Stockholm", "time_zone: Dalarna")
        .With("capacity: 1000", "capacity: -1")
        .With("medium: electricity", "medium: electricity, colour: green")
        .With("fraction: food", "fraction: fod")
        .With("at: [7, 8]", "at: [7, 800]")
        .With("speed_hz: 50000", "speed_hz: 400000")
        .With("max_rate: 44 kW", "max_rate: 4400 kW")
        .With("full_cm: 30", "full_cm: 3")
        .With("gain: 128", "gain: 3")
        .With("point: bin, line: 6", "point: bin, line: 5")
        .With("kind: temperature, point: room", "kind: temperature, point: rom")
        .With("line: 17", "line: 2")
        .With("kick_off: 2026-11-29 15:00", "kick_off: 2026-11-22 16:00");

    [Fact]
    public void All_faults_are_told_at_once_in_the_files_order()
    {
        // The mistyped 'rom' also leaves 'room' measured by nobody.
        string[] expected =
        [
            "Test Ground", "Dalarna", "-1", "colour", "fod", "room", "[7, 800]", "400000", "4400 kW", "3, every", "3, empty_raw", "5, debounce: 50ms", "rom,", "2, debounce",
            "2026-11-22 16:00",
        ];
        var faults = Spoilt.Reading.Faults;

        Assert.Equal(expected.Length, faults.Count);
        Assert.All(faults.Zip(expected), pair => Assert.StartsWith(pair.Second, Spoilt.At(pair.First), StringComparison.Ordinal));
        Assert.Null(Spoilt.Reading.Manifest);
    }

    [Fact]
    public void Every_fault_has_a_fix() => Assert.All(Spoilt.Reading.Faults, fault => Assert.Matches("[a-z0-9'].*[.?]$", fault.Fix));

    [Fact]
    public void A_fault_is_one_line_that_an_editor_can_follow()
    {
        var reading = SiteReader.Read(Good.With("capacity: 1000", "capacity: many").Text, "sites/test.yaml");
        Assert.Equal(["sites/test.yaml:5:11: 'capacity' of the manifest is 'many', not a whole number. Fix: Write it like 'capacity: 6500'."], reading.Describe());
    }
}
