using System.Text.RegularExpressions;
using Arena.EndToEnd.Tests.House;
using Xunit;

namespace Arena.EndToEnd.Tests.Compose;

/// <summary>docker-compose.yml starts without a default password, with the least rights, and refers to nothing that is missing.</summary>
[Trait("Category", "Check")]
public sealed partial class ComposeRuleTests
{
    private static readonly ComposeFile Compose = ComposeFile.Ours;

    /// <summary>Of the mail server and the webhook that alarms are sent by, where there are any.</summary>
    private static readonly string[] OfOthers = ["ARENA_ALARM_WEBHOOK_TOKEN", "ARENA_SMTP_PASSWORD"];

    public static TheoryData<string> Services() => [.. Compose.Services.Select(service => service.Name)];

    [Fact]
    public void It_has_the_services_of_the_venue_and_the_virtual_one_only_on_request()
    {
        Assert.Equal(["mosquitto", "influxdb", "influx-access", "ingest", "grafana", "screen", "edge"], Compose.Services.Select(service => service.Name));
        Assert.Equal(["screen", "edge"], Compose.Services.Where(service => service.Profiles.Count > 0).Select(service => service.Name));
        Assert.Equal(["demo"], Compose.Service("edge").Profiles);
        Assert.Equal(["screen"], Compose.Service("screen").Profiles);
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void A_service_has_no_right_it_does_not_need(string name)
    {
        var service = Compose.Service(name);

        Assert.Contains("no-new-privileges:true", service.List("security_opt"));
        Assert.Equal(["ALL"], service.List("cap_drop"));
        Assert.Equal("true", service.Text("read_only"));
        Assert.False(service.Has("privileged") || service.Has("cap_add") || service.Has("devices") || service.Has("network_mode") || service.Has("pid"));
        Assert.All(service.Binds, bind => Assert.True(bind.ReadOnly, $"{name} can write {bind.Source}"));
        Assert.DoesNotContain(service.Binds, bind => bind.Source.Contains("docker.sock", StringComparison.Ordinal));
        if (service.Dockerfile is null)
            Assert.Matches("^[1-9][0-9]*:[0-9]+$", service.User);
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void A_service_is_bounded_in_memory_processes_and_logs(string name)
    {
        var service = Compose.Service(name);

        Assert.NotNull(service.Text("mem_limit"));
        Assert.NotNull(service.Text("pids_limit"));
        var options = (Dictionary<object, object>)service.Map("logging")!["options"];
        Assert.NotNull(options["max-size"]);
        Assert.NotNull(options["max-file"]);
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void An_image_is_built_here_or_pinned_to_a_full_version(string name)
    {
        var service = Compose.Service(name);

        if (service.Dockerfile is null)
            Assert.Matches(FullVersion(), service.Image);
        else
            Assert.EndsWith(":local", service.Image, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void A_port_is_published_on_loopback_unless_someone_says_otherwise(string name) =>
        Assert.All(Compose.Service(name).Ports, port => Assert.Matches(Loopback(), port));

    [Theory]
    [MemberData(nameof(Services))]
    public void A_service_comes_back_by_itself_and_says_when_it_is_well(string name)
    {
        var service = Compose.Service(name);
        if (name is "influx-access" or "screen")
        {
            Assert.Equal("no", service.Text("restart"));
            return;
        }

        Assert.Equal("unless-stopped", service.Text("restart"));
        var saysSo = service.Has("healthcheck") || (service.Dockerfile is { } file && DockerfileText.Read(file).Healthcheck is not null);
        Assert.True(saysSo || name == "edge", $"{name} has no health check");
        foreach (var (other, condition) in service.Waits)
            Assert.Equal(other == "influx-access" ? "service_completed_successfully" : "service_healthy", condition);
    }

    [Fact]
    public void Every_secret_must_be_given_and_none_has_a_default()
    {
        var mustBeGiven = Compose.Variables.Where(variable => SecretName().IsMatch(variable.Name) && !OfOthers.Contains(variable.Name)).ToList();

        Assert.All(mustBeGiven, variable => Assert.Equal(":?run ./arena env first", variable.After));
        Assert.Equal(
            [
                "ARENA_GRAFANA_ADMIN_PASSWORD", "ARENA_GRAFANA_SECRET_KEY", "ARENA_INFLUX_GRAFANA_PASSWORD",
                "ARENA_INFLUX_OPERATOR_PASSWORD", "ARENA_INFLUX_OPERATOR_TOKEN",
            ],
            mustBeGiven.Select(variable => variable.Name).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_secret_of_someone_elses_server_may_be_left_out_and_is_empty_then() =>
        Assert.Equal(
            OfOthers.Select(name => (name, ":-")).Order(),
            Compose.Variables.Where(variable => OfOthers.Contains(variable.Name)).Select(variable => (variable.Name, variable.After)).Order());

    [Fact]
    public void No_password_stands_in_the_file()
    {
        var secrets = Compose.Services.SelectMany(service => service.Environment).Where(variable => SecretName().IsMatch(variable.Key))
            .Where(variable => !OfOthers.Any(name => variable.Value == $"${{{name}:-}}"));

        Assert.NotEmpty(secrets);
        Assert.All(secrets, variable => Assert.Matches(@"^\$\{ARENA_[A-Z_]+:\?run \./arena env first\}$", variable.Value));
        Assert.All(Compose.Services.SelectMany(service => service.Command), argument => Assert.DoesNotMatch(@"\$|password|token=", argument));
    }

    [Fact]
    public void A_secret_is_read_by_the_services_that_need_it_and_by_no_other()
    {
        var readers = Compose.Secrets.Keys.ToDictionary(
            secret => secret,
            secret => string.Join(", ", Compose.Services.Where(service => service.Secrets.Contains(secret)).Select(service => service.Name)));

        Assert.Equal("mosquitto", readers["mosquitto.conf"]);
        Assert.Equal("mosquitto", readers["acl"]);
        Assert.Equal("mosquitto", readers["passwd"]);
        Assert.Equal("influx-access", readers["ingest.mqtt"]);
        Assert.Equal(4, readers.Count);
        Assert.Equal(["influx-access", "ingest"], Compose.Services.Where(service => service.NamedVolumes.Any(volume => volume.Volume == "ingest-secrets")).Select(service => service.Name));
        Assert.Equal(["edge"], Compose.Services.Where(service => service.Binds.Any(bind => bind.Source.Contains(".arena", StringComparison.Ordinal))).Select(service => service.Name));
        Assert.Contains(Compose.Service("edge").Binds, bind => bind is { Source: "/dev/null", Target: "/run/arena/ingest.mqtt" });
        Assert.All(Compose.Secrets.Values, file => Assert.StartsWith("./.arena/compose/", file, StringComparison.Ordinal));
    }

    [Fact]
    public void The_database_is_reached_only_by_what_reads_or_writes_it()
    {
        Assert.True(Compose.IsInternal("store"));
        Assert.Equal(["influxdb", "influx-access", "ingest", "grafana"], Compose.Services.Where(service => service.Networks.Contains("store")).Select(service => service.Name));
        Assert.Equal(["store"], Compose.Service("influxdb").Networks);
        Assert.Equal(["field"], Compose.Service("mosquitto").Networks);
        Assert.Equal(["field"], Compose.Service("edge").Networks);
        Assert.Equal(["mosquitto", "ingest", "grafana"], Compose.Services.Where(service => service.Ports.Count > 0).Select(service => service.Name));
        Assert.All(Compose.Services.SelectMany(service => service.Networks), network => Assert.Contains(network, Compose.Networks));
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void What_a_service_mounts_exists(string name)
    {
        var service = Compose.Service(name);

        foreach (var bind in service.Binds)
        {
            Assert.True(bind.MustExist, $"{bind.Source} would be made as an empty folder");
            var source = Default().Match(bind.Source) is { Success: true } match ? match.Groups["path"].Value : bind.Source;
            Assert.True(
                source.StartsWith("./.arena/", StringComparison.Ordinal) || Path.Exists(Path.Combine(Repository.Root, source)),
                $"{source} does not exist");
        }

        Assert.All(service.NamedVolumes, volume => Assert.Contains(volume.Volume, Compose.Volumes));
        Assert.All(service.Secrets, secret => Assert.Contains(secret, Compose.Secrets.Keys));
    }

    [Fact]
    public void What_is_kept_between_starts_is_kept_in_a_volume_of_its_own()
    {
        var used = Compose.Services.SelectMany(service => service.NamedVolumes.Select(volume => volume.Volume)).ToList();

        Assert.Equal(Compose.Volumes.Order(StringComparer.Ordinal), used.Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(["ingest-secrets"], used.GroupBy(volume => volume).Where(volume => volume.Count() > 1).Select(volume => volume.Key));
    }

    [GeneratedRegex(@"^[a-z-]+(/[a-z-]+)?:[0-9]+\.[0-9]+\.[0-9]+$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FullVersion();

    [GeneratedRegex(@"^\$\{ARENA_(?<what>[A-Z]+)_BIND:-127\.0\.0\.1\}:\$\{ARENA_\k<what>_PORT:-[0-9]+\}:[0-9]+$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Loopback();

    [GeneratedRegex("PASSWORD|TOKEN|SECRET|_KEY", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SecretName();

    [GeneratedRegex(@"^\$\{[A-Z_]+:-(?<path>[^}]+)\}$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Default();
}
