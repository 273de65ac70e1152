using System.Diagnostics;
using Arena.EndToEnd.Tests.House;
using Arena.EndToEnd.Tests.Processes;
using Xunit;

namespace Arena.EndToEnd.Tests.Compose;

/// <summary>
/// influx-access.sh over stand-ins of <c>influx</c> and <c>curl</c> that keep what they were told in files: InfluxDB 2 is in no package of
/// Debian's. They know the commands and flags of influx CLI 2.8 that the script uses and refuse all others.
/// </summary>
public sealed class InfluxAccessTests : IDisposable
{
    private const string Influx = """
        #!/bin/bash
        set -eu
        cd "$STATE"
        [ "$INFLUX_TOKEN" = operator-token ] && [ "$INFLUX_ORG" = arena ] || { echo unauthorized >&2; exit 1; }
        echo "$*" >> calls
        case "$*" in
          "bucket list --name arena --hide-headers") printf '0000000000000001\tarena\tinfinite\t\t168h0m0s\t0000000000000002\timplicit\n' ;;
          "v1 dbrp list --db arena --hide-headers") cat dbrp 2>/dev/null || :; printf '\nVIRTUAL DBRP MAPPINGS (READ-ONLY)\n----------------------------------\n0000000000000001\tarena\n' ;;
          "v1 dbrp create --db arena --rp autogen --bucket-id 0000000000000001 --default") printf '0000000000000009\tarena\t0000000000000001\tautogen\ttrue\n' > dbrp ;;
          "v1 auth list --json") [ -f grafana ] && printf '[\n\t{\n\t\t"id": "0a",\n\t\t"description": "Arena Grafana",\n\t\t"token": "grafana"\n\t}\n]\n' || echo null ;;
          "v1 auth create --username grafana --password "*" --description Arena Grafana --read-bucket 0000000000000001") echo "$7" > grafana ;;
          "v1 auth set-password --username grafana --password "*) echo "$7" > grafana ;;
          "auth list --json")
            printf '[\n\t{\n\t\t"id": "0b",\n\t\t"description": "operator'"'"'s Token",\n\t\t"token": "REDACTED"\n\t}'
            [ -f tokens ] && while read -r id; do printf ',\n\t{\n\t\t"id": "%s",\n\t\t"description": "Arena ingest",\n\t\t"token": "REDACTED"\n\t}' "$id"; done < tokens
            printf '\n]\n' ;;
          "auth delete --id "*) grep -qx "$4" tokens; grep -vx "$4" tokens > rest || :; mv rest tokens ;;
          "auth create --description Arena ingest --read-bucket 0000000000000001 --write-bucket 0000000000000001 --json")
            echo "t$(($(wc -l < made 2>/dev/null || echo 0) + 1))" | tee -a made >> tokens
            printf '{\n\t"id": "x",\n\t"description": "Arena ingest",\n\t"token": "%s-secret=="\n}\n' "$(tail -n 1 made)" ;;
          *) echo "unknown: $*" >&2; exit 64 ;;
        esac
        """;

    private const string Curl = """
        #!/bin/bash
        set -eu
        cd "$STATE"
        [[ "$*" == "-fsS -o /dev/null -G http://influxdb:8086/query --data-urlencode db=arena --data-urlencode q=SHOW MEASUREMENTS LIMIT 1 -K "* ]] || { echo "unknown: $*" >&2; exit 64; }
        header=$(cat "${!#}")
        [ "$header" = "header = \"Authorization: Token $(tail -n 1 tokens)-secret==\"" ] || { echo "401" >&2; exit 22; }
        """;

    private readonly TempFolder _folder = new();

    public InfluxAccessTests()
    {
        foreach (var name in (string[])["bin", "state", "handed"])
            Directory.CreateDirectory(_folder.Child(name));
        StandIn("influx", Influx);
        StandIn("curl", Curl);
        File.WriteAllText(_folder.Child("ingest.mqtt"), "mqtt-password");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_first_run_gives_ingest_a_token_grafana_a_user_and_InfluxQL_its_database()
    {
        Assert.Equal(["database arena is bucket 0000000000000001", "grafana may read arena", "ingest may read and write arena"], await RunAsync("first"));

        Assert.Equal("t1-secret==", Read("handed/influx.token"));
        Assert.Equal("mqtt-password", Read("handed/ingest.mqtt"));
        Assert.Equal("first", Read("state/grafana").Trim());
    }

    [Fact]
    public async Task A_second_run_changes_nothing_but_sets_the_password_of_the_moment()
    {
        await RunAsync("first");
        Assert.Empty(await RunAsync("second"));

        Assert.Equal("t1-secret==", Read("handed/influx.token"));
        Assert.Equal("second", Read("state/grafana").Trim());
        Assert.Equal("t1", Read("state/tokens").Trim());
    }

    [Theory]
    [InlineData("lost")]
    [InlineData("wrong")]
    public async Task A_token_that_is_lost_or_refused_is_replaced_and_the_old_one_withdrawn(string how)
    {
        await RunAsync("first");
        if (how == "lost")
            File.Delete(_folder.Child("handed/influx.token"));
        else
            await File.WriteAllTextAsync(_folder.Child("handed/influx.token"), "of another database", TestContext.Current.CancellationToken);

        Assert.Equal(["ingest may read and write arena"], await RunAsync("first"));

        Assert.Equal("t2-secret==", Read("handed/influx.token"));
        Assert.Equal("t2", Read("state/tokens").Trim());
    }

    [Fact]
    public async Task No_secret_is_printed()
    {
        var said = string.Join('\n', await RunAsync("a-password"));

        Assert.DoesNotContain("a-password", said, StringComparison.Ordinal);
        Assert.DoesNotContain("secret==", said, StringComparison.Ordinal);
        Assert.DoesNotContain("operator-token", said, StringComparison.Ordinal);
    }

    private string Read(string file) => File.ReadAllText(_folder.Child(file));

    private void StandIn(string name, string script)
    {
        var file = _folder.Child("bin/" + name);
        File.WriteAllText(file, script);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>Runs the script as its service in docker-compose.yml does; what it said, line by line.</summary>
    private async Task<IReadOnlyList<string>> RunAsync(string grafanaPassword)
    {
        var start = new ProcessStartInfo("/bin/bash", [Path.Combine(Repository.Root, "ingest/compose/influx-access.sh")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var (name, value) in ComposeFile.Ours.Service("influx-access").Environment)
            start.Environment[name] = value;
        start.Environment["PATH"] = _folder.Child("bin") + ":/usr/bin:/bin";
        start.Environment["STATE"] = _folder.Child("state");
        start.Environment["INFLUX_TOKEN"] = "operator-token";
        start.Environment["ARENA_INFLUX_GRAFANA_PASSWORD"] = grafanaPassword;
        start.Environment["ARENA_INGEST_MQTT"] = _folder.Child("ingest.mqtt");
        start.Environment["ARENA_INGEST_FOLDER"] = _folder.Child("handed");
        using var script = Process.Start(start)!;
        var errors = script.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var said = await script.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await script.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(script.ExitCode == 0, await errors);
        return said.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
