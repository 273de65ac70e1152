using System.Text.Json;
using Arena.EndToEnd.Tests.Compose;
using Arena.EndToEnd.Tests.House;
using Xunit;
using YamlDotNet.Serialization;

namespace Arena.EndToEnd.Tests.Grafana;

/// <summary>What Grafana is provisioned with fits together: data source, dashboards, and the folders Compose mounts.</summary>
[Trait("Category", "Check")]
public sealed class ProvisioningTests
{
    private static readonly ComposeService Grafana = ComposeFile.Ours.Service("grafana");

    private static readonly Dictionary<object, object> Source = Only("datasources/influxdb.yaml", "datasources");

    [Fact]
    public void Every_panel_and_variable_asks_the_provisioned_data_source()
    {
        var uid = (string)Source["uid"];
        var asked = Dashboard.All.Values.SelectMany(Asking).Select(asking => asking.GetProperty("datasource")).ToList();

        Assert.NotEmpty(asked);
        Assert.All(asked, source => Assert.Equal(("influxdb", uid), (source.GetProperty("type").GetString(), source.GetProperty("uid").GetString())));
    }

    [Fact]
    public void The_data_source_reads_InfluxQL_from_Composes_database_as_a_user_who_may_only_read()
    {
        var settings = (Dictionary<object, object>)Source["jsonData"];
        var access = ComposeFile.Ours.Service("influx-access").Environment;

        Assert.Equal("influxdb", Source["type"]);
        Assert.Equal("InfluxQL", settings["version"]);
        Assert.Equal(access["ARENA_INFLUX_DATABASE"], settings["dbName"]);
        Assert.Equal(access["INFLUX_HOST"], Grafana.Environment["ARENA_INFLUX_URL"]);
        Assert.Equal("grafana", Source["basicAuthUser"]);
        var script = File.ReadAllText(Path.Combine(Repository.Root, "ingest/compose/influx-access.sh"));
        var grant = script.Split('\n').Single(line => line.Contains("v1 auth create --username grafana", StringComparison.Ordinal));
        Assert.DoesNotContain("--write-bucket", grant, StringComparison.Ordinal);
    }

    [Fact]
    public void Its_address_and_password_come_from_the_environment_that_Compose_gives()
    {
        var secret = (Dictionary<object, object>)Source["secureJsonData"];

        foreach (var value in (string[])[(string)Source["url"], (string)secret["basicAuthPassword"]])
        {
            Assert.Matches(@"^\$\{[A-Z_]+\}$", value);
            Assert.Contains(value[2..^1], Grafana.Environment.Keys);
        }

        Assert.Equal("false", Source["editable"]);
    }

    [Fact]
    public void Dashboards_are_read_from_where_Compose_mounts_them_and_not_saved_from_the_browser()
    {
        var provider = Only("dashboards/arena.yaml", "providers");
        var path = (string)((Dictionary<object, object>)provider["options"])["path"];

        Assert.Contains(Grafana.Binds, bind => bind.Target == path && bind.Source == "./dashboards/grafana/made");
        Assert.Contains(Grafana.Binds, bind => bind is { Source: "./dashboards/grafana/provisioning/datasources", Target: "/etc/grafana/provisioning/datasources" });
        Assert.Contains(Grafana.Binds, bind => bind is { Source: "./dashboards/grafana/provisioning/dashboards", Target: "/etc/grafana/provisioning/dashboards" });
        Assert.Equal("false", provider["allowUiUpdates"]);
        Assert.Equal("true", provider["disableDeletion"]);
        var home = Grafana.Environment["GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH"];
        Assert.True(File.Exists(Path.Combine(Repository.Root, "dashboards/grafana/made", Path.GetRelativePath(path, home))), home);
    }

    /// <summary>All of a dashboard that asks a database.</summary>
    private static IEnumerable<JsonElement> Asking(Dashboard dashboard) =>
        dashboard.Root.GetProperty("templating").GetProperty("list").EnumerateArray().Where(variable => variable.GetProperty("type").GetString() == "query")
            .Concat(dashboard.Root.GetProperty("annotations").GetProperty("list").EnumerateArray())
            .Concat(dashboard.Panels.Where(panel => panel.Targets.Count > 0).Select(panel => panel.Json))
            .Concat(dashboard.Panels.Where(panel => panel.Targets.Count > 0).SelectMany(panel => panel.Json.GetProperty("targets").EnumerateArray()));

    /// <summary>The one entry of a provisioning file.</summary>
    private static Dictionary<object, object> Only(string file, string list)
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, "dashboards/grafana/provisioning", file));
        var root = new DeserializerBuilder().Build().Deserialize<Dictionary<object, object>>(text);
        return (Dictionary<object, object>)Assert.Single((List<object>)root[list]);
    }
}
