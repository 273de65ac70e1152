using Arena.Wire;
using Arena.Wire.Senml;
using Xunit;

namespace Arena.Edge.Tests.Wire;

/// <summary>The example packs of RFC 8428 section 5.1, resolved as section 4.6 and the examples' text say.</summary>
public sealed class Rfc8428Tests
{
    private const string Device = "urn:dev:ow:10e2073a01080063";

    [Fact]
    public void Section_5_1_1_a_single_data_point()
    {
        var record = Assert.Single(Read("5.1.1-single.json"));

        Assert.Equal((Device, "Cel", 23.1, 0m), (record.Name, record.Unit, record.Number, record.TimeSeconds));
    }

    [Fact]
    public void Section_5_1_2_multiple_data_points_share_a_base_name()
    {
        var records = Read("5.1.2-multiple-1.json");

        Assert.Equal([(Device + ":voltage", "V", 120.1), (Device + ":current", "A", 1.2)], records.Select(r => (r.Name, r.Unit, r.Number)));
    }

    [Fact]
    public void Section_5_1_2_times_are_relative_to_the_base_time_and_the_base_unit_fills_in()
    {
        var records = Read("5.1.2-multiple-2.json");

        Assert.Equal(("urn:dev:ow:10e2073a0108006:voltage", "V", 120.1, 1276020076.001m), Shape(records[0]));
        Assert.Equal([1276020071.001m, 1276020072.001m, 1276020073.001m, 1276020074.001m, 1276020075.001m, 1276020076.001m], records.Skip(1).Select(r => r.TimeSeconds));
        Assert.Equal([1.2, 1.3, 1.4, 1.5, 1.6, 1.7], records.Skip(1).Select(r => r.Number));
        Assert.All(records.Skip(1), r => Assert.Equal(("urn:dev:ow:10e2073a0108006:current", "A"), (r.Name, r.Unit)));
    }

    [Fact]
    public void Section_5_1_3_measurements_without_a_name_take_the_base_name()
    {
        var records = Read("5.1.3-multiple-measurements.json");

        Assert.Equal(13, records.Count);
        Assert.All(records, r => Assert.Equal(Device, r.Name));
        Assert.Equal((Device, "%RH", 20, 1320067464m), Shape(records[0]));
        Assert.Equal((Device, "lon", 24.30621, 1320067464m), Shape(records[1]));
        Assert.Equal((Device, "%EL", 98, 1320067614m), Shape(records[9]));
        Assert.Equal((Device, "lat", 60.07967, 1320067644m), Shape(records[12]));
    }

    [Fact]
    public void Section_5_1_5_values_of_every_type()
    {
        var records = Read("5.1.5-multiple-types.json");

        Assert.Equal([SenmlValueKind.Number, SenmlValueKind.Text, SenmlValueKind.Boolean, SenmlValueKind.Data], records.Select(r => r.Kind));
        Assert.Equal("Machine Room", records[1].Text);
        Assert.Equal(0, records[2].Number);
        Assert.Equal("aGkgCg", records[3].Text);
    }

    [Fact]
    public void Section_5_1_6_a_collection_changes_its_base_name_on_the_way()
    {
        var records = Read("5.1.6-collection.json");

        Assert.Equal(
            ["2001:db8::2/temperature", "2001:db8::2/humidity", "2001:db8::1/temperature", "2001:db8::1/humidity"], records.Select(r => r.Name));
        Assert.All(records, r => Assert.Equal(1320078429m, r.TimeSeconds));
    }

    [Fact]
    public void Section_4_base_value_and_base_sum_are_added()
    {
        var pack = new SenmlPack();
        new SenmlReader().Read("""[{"bn":"m/","bt":1e9,"bv":100,"bs":1000,"n":"a","v":1,"s":2},{"n":"b","v":-1},{"n":"c","s":5,"ut":30}]"""u8, pack);

        Assert.Equal([(101, 1002.0), (99, null), (0, 1005.0)], pack.Records.Select(r => (r.Number, r.Sum)));
        Assert.Equal(30, pack.Records[2].UpdateSeconds);
        Assert.Equal(SenmlValueKind.None, pack.Records[2].Kind);
    }

    private static IReadOnlyList<SenmlRecord> Read(string file)
    {
        var pack = new SenmlPack();
        new SenmlReader().Read(WireFiles.Read("rfc8428/" + file), pack);
        Assert.Equal((Reason.None, ""), (pack.Fault, pack.Detail));
        Assert.All(pack.Records, record => Assert.Equal(Reason.None, record.Fault));
        return pack.Records;
    }

    private static (string, string?, double, decimal) Shape(SenmlRecord r) => (r.Name, r.Unit, r.Number, r.TimeSeconds);
}
