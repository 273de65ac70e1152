using System.Security.Cryptography;
using System.Text.Json;
using Arena.Benchmarks.Report;
using Arena.EndToEnd.Tests.House;
using Arena.EndToEnd.Tests.Processes;

namespace Arena.Benchmarks.EndToEnd;

/// <summary>Builds and installs what Arena is measured against, into the bench's folder.</summary>
internal static class Peers
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>Compiles the null consumer; returns the program.</summary>
    public static async Task<string> NullAsync(Bench bench)
    {
        var program = Path.Combine(Directory.CreateDirectory(Path.Combine(bench.Folder, "peers")).FullName, "null_consumer");
        await RunAsync("gcc", ["-O2", "-std=gnu11", "-Wall", "-Wextra", "-Werror", "-o", program, Path.Combine(Source("null"), "null_consumer.c")]);
        return program;
    }

    /// <summary>Copies the Node.js peer and installs its packages as its lock file names them; returns its folder.</summary>
    public static async Task<string> NodeAsync(Bench bench)
    {
        var folder = Directory.CreateDirectory(Path.Combine(bench.Folder, "peers", "node")).FullName;
        foreach (var file in Directory.EnumerateFiles(Source("node")))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);

        var locked = Convert.ToHexString(SHA256.HashData(await File.ReadAllBytesAsync(Path.Combine(folder, "package-lock.json"))));
        var installed = Path.Combine(folder, "installed");
        if (!File.Exists(installed) || await File.ReadAllTextAsync(installed) != locked)
        {
            bench.Say("installing the packages of the Node.js peer from npm");
            await RunAsync("npm", ["ci", "--no-fund", "--no-audit"], folder);
            await File.WriteAllTextAsync(installed, locked);
        }

        foreach (var package in (string[])["mqtt", "@influxdata/influxdb-client"])
            bench.Report.Version(package, VersionOf(Path.Combine(folder, "node_modules", package, "package.json")));
        bench.Report.Version("Node.js", (await RunAsync("node", ["--version"])).TrimStart('v'));
        return folder;
    }

    /// <summary>Names the versions of broker and database.</summary>
    public static async Task NameServersAsync(BenchReport report)
    {
        // "mosquitto version 2.0.11", "InfluxDB v1.6.7~rc0 (git: …)".
        report.Version("Mosquitto", (await SayAsync("/usr/sbin/mosquitto", ["-h"])).Split('\n')[0].Split(' ')[^1]);
        report.Version("InfluxDB", (await SayAsync("/usr/bin/influxd", ["version"])).Split(' ')[1].TrimStart('v'));
    }

    private static string Source(string peer) => Path.Combine(Repository.Root, "tests", "Arena.Benchmarks", "Peers", peer);

    internal static string VersionOf(string package)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(package));
        return json.RootElement.GetProperty("version").GetString()!;
    }

    internal static async Task<string> RunAsync(string program, string[] arguments, string? folder = null)
    {
        await using var process = ChildProcess.Start(program, arguments, folder);
        var code = await process.ExitCodeAsync(Patience);
        return code == 0 ? process.Output : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {code}:\n{process.Output}");
    }

    // Mosquitto ends its help with 3.
    private static async Task<string> SayAsync(string program, string[] arguments)
    {
        await using var process = ChildProcess.Start(program, arguments);
        await process.ExitCodeAsync(Patience);
        return process.Output;
    }
}
