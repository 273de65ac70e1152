using Arena.Site;
using Xunit;
using static Arena.Edge.Tests.Site.ManifestText;

namespace Arena.Edge.Tests.Site;

/// <summary>Faults of the file as such: YAML, keys, types, names.</summary>
public class FileFaultTests
{
    [Fact]
    public void An_unclosed_bracket_is_refused_with_its_line()
    {
        var fault = Assert.Single(Good.With("at: [3, 4], group: water", "at: [3, 4, group: water").Reading.Faults);
        Assert.Equal(15, fault.Line);
        Assert.StartsWith("the YAML can't be read", fault.What, StringComparison.Ordinal);
        Assert.Contains("Close every {", fault.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tab_is_refused_with_its_line()
    {
        var fault = Assert.Single(Good.With("  height: 50", "\theight: 50").Reading.Faults);
        Assert.Equal((8, 1), (fault.Line, fault.Column));
        Assert.Contains("Replace the tab", fault.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_file_is_refused()
    {
        var fault = Assert.Single(SiteReader.Read("").Faults);
        Assert.Equal((1, 1, "the file is empty"), (fault.Line, fault.Column, fault.What));
    }

    [Fact]
    public void A_second_document_is_refused() =>
        new ManifestText(Good.Text + "---\nsite: other\n").IsRefused("---", "a second document", "Remove the line '---'");

    [Fact]
    public void A_file_that_is_no_manifest_at_all_is_refused() =>
        new ManifestText("just a text").IsRefused("just", "the manifest is 'just a text'", "site: borlange-energi-arena");

    [Fact]
    public void An_enormous_file_is_refused_unread() =>
        Assert.Contains("characters", Assert.Single(SiteReader.Read(new string('#', 40_000_000)).Faults).What, StringComparison.Ordinal);

    [Fact]
    public void A_missing_file_is_a_fault_that_names_it()
    {
        var reading = SiteReader.ReadFile("nowhere/at-all.yaml");
        Assert.Contains("nowhere/at-all.yaml:1:1: the manifest can't be opened", Assert.Single(reading.Describe()), StringComparison.Ordinal);
    }

    [Fact]
    public void An_alias_is_refused() =>
        Good.With("medium: water }", "medium: *other }").IsRefused("*other", "refers to another place", "Write the value itself");

    [Fact]
    public void An_anchor_is_refused() =>
        Good.With("board: raspberry-pi-5", "board: &b raspberry-pi-5").IsRefused("", "'&b'", "Remove it");

    [Fact]
    public void A_tag_is_refused() =>
        Good.With("capacity: 1000", "capacity: !!int 1000").IsRefused("", "is a YAML tag", "Remove it");

    [Fact]
    public void A_tower_of_brackets_is_refused() =>
        Assert.Single(Good.With("capacity: 1000", $"capacity: {new string('[', 500)}{new string(']', 500)}").Reading.Faults, fault => fault.What.Contains("nested deeper"));

    [Fact]
    public void An_endless_tower_of_brackets_is_given_up_at_once()
    {
        var fault = Assert.Single(SiteReader.Read(new string('[', 1_000_000)).Faults);
        Assert.Contains("nested deeper", fault.What, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_written_twice_is_refused_and_names_the_first() =>
        Good.With("capacity: 1000", "capacity: 1000\ncapacity: 2000").IsRefused("capacity: 2000", "'capacity' is written twice; the first is in line 5", "Remove one");

    [Fact]
    public void A_point_written_twice_is_refused() =>
        Good.With("  tap: {", "  meter: { title: { sv: El, en: Power }, zone: north, at: [1, 2], group: incomer, medium: electricity }\n  tap: {")
            .IsRefused("meter:", "'meter' is written twice; the first is in line 14", "its own name");

    [Fact]
    public void A_node_named_like_a_point_is_refused() =>
        Good.With("  node-b:", "  tap:").IsRefused("tap:", "node 'tap' is named like the point in line 15", "Rename one");

    [Fact]
    public void An_unknown_key_is_refused_with_the_one_that_was_meant() =>
        Good.With("group: incomer, medium", "group: incomer, mediun: x, medium").IsRefused("mediun", "point 'meter' has no key 'mediun'", "Did you mean 'medium'?");

    [Fact]
    public void An_unknown_key_like_no_other_is_refused_with_the_keys_there_are() =>
        Good.With("capacity: 1000", "capacity: 1000\ncolour: green").IsRefused("colour", "the manifest has no key 'colour'", "Its keys are site, title");

    [Fact]
    public void A_missing_key_is_refused_with_a_line_to_add() =>
        Good.With("zone: north, at: [7, 8]", "at: [7, 8]").IsRefused("{ title: { sv: Rum", "point 'room' has no 'zone'", "Add 'zone: north'");

    [Fact]
    public void A_key_without_value_is_refused() =>
        Good.With("time_zone: Europe/Stockholm", "time_zone:").IsRefused("", "'time_zone' of the manifest has no value", "Write 'time_zone: Europe/Stockholm'");

    [Fact]
    public void A_text_where_a_number_belongs_is_refused() =>
        Good.With("capacity: 1000", "capacity: many").IsRefused("many", "'capacity' of the manifest is 'many', not a whole number", "capacity: 6500");

    [Fact]
    public void A_decimal_comma_is_refused_with_the_number_meant() =>
        Good.With("latitude: 60.5", "latitude: '60,5'").IsRefused("'60,5'", "not a number", "60.5");

    [Fact]
    public void A_list_where_keys_belong_is_refused() =>
        Good.With("title: { sv: Provplanen, en: Test ground }", "title: [Provplanen]").IsRefused("[", "is a list, not a group of keys", "{ sv:");

    [Fact]
    public void A_text_where_a_list_belongs_is_refused() =>
        Good.With("[[10, 10], [90, 10], [90, 40]]", "everywhere").IsRefused("everywhere", "not a list", "outline: [[");

    [Fact]
    public void A_number_out_of_range_is_refused_with_the_range() =>
        Good.With("longitude: 15.4", "longitude: 1540").IsRefused("1540", "outside -180 to 180", "from -180 to 180");

    [Theory]
    [InlineData("Bin", "bin")]
    [InlineData("matbod_öst", "matbod-ost")]
    [InlineData("-x-", "x")]
    public void A_name_that_fits_no_topic_is_refused_with_one_that_does(string name, string proposal) =>
        Good.With("site: test-ground", $"site: {name}").IsRefused(name, "no name for topics and tags", $"'{proposal}'");

    [Fact]
    public void A_name_of_64_characters_is_refused_and_one_of_63_is_not()
    {
        Good.With("site: test-ground", $"site: {new string('a', 64)}").IsRefused("aaa", "no name for topics", "at most 63");
        Assert.Empty(Good.With("site: test-ground", $"site: {new string('a', 63)}").Reading.Faults);
    }

    [Fact]
    public void A_zone_of_a_bad_name_is_refused() =>
        Good.With("  north: {", "  north:  {").With("zones:\n", "zones:\n  Söder: { sv: S, en: S }\n").IsRefused("Söder", "no name for a zone", "'soder'");

    [Fact]
    public void An_unknown_time_zone_is_refused() =>
        Good.With("Europe/Stockholm", "Europe/Stokholm").IsRefused("Europe/Stokholm", "knows no such time zone", "Did you mean 'Europe/Stockholm'?");

    [Fact]
    public void An_empty_title_is_refused() =>
        Good.With("en: Room", "en: ' '").IsRefused("' '", "is empty", "en: ");

    [Trait("BadInput", "39")]
    [Fact]
    public void A_right_to_left_character_in_a_title_is_refused() =>
        Good.With("en: Room", "en: \"Ro\\u202Eom\"").IsRefused("\"Ro", "a right-to-left character, U+202E", "Type the text anew");

    [Trait("BadInput", "39")]
    [Fact]
    public void A_control_character_in_an_opponents_name_is_refused() =>
        Good.With("opponent: De andra", "opponent: \"De\\nandra\"").IsRefused("\"De", "a control character, U+000A", "Type the text anew");

    [Fact]
    public void A_title_too_long_for_any_screen_is_refused() =>
        Good.With("en: Room", $"en: {new string('R', 81)}").IsRefused("RRR", "81 characters long", "Shorten");
}
