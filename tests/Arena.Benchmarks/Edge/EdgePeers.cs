using System.Security.Cryptography;
using Arena.EndToEnd.Tests.House;
using Arena.EndToEnd.Tests.Processes;

namespace Arena.Benchmarks.Edge;

/// <summary>Publishes our worker as it goes onto a Pi, and installs what it is measured against.</summary>
internal static class EdgePeers
{
    /// <summary>The worker as one native program, or null and why where this machine lacks what that needs.</summary>
    public static async Task<(string? Program, string Fault)> PublishAsync(Bench bench)
    {
        var folder = Path.Combine(bench.Folder, "edge");
        try
        {
            // Folders of its own, so that the runtime it is restored for stays out of the tree's own build.
            await EndToEnd.Peers.RunAsync(
                "dotnet",
                [
                    "publish", Path.Combine(Repository.Root, "edge/Arena.Edge/Arena.Edge.csproj"), "-c", "Release", "-r", "linux-x64", "-p:PublishAot=true",
                    "-v", "q", "--artifacts-path", Path.Combine(folder, "artifacts"), "-o", Path.Combine(folder, "published"),
                ],
                patience: TimeSpan.FromMinutes(20));
            return (Path.Combine(folder, "published", "arena-edge"), "");
        }
        catch (InvalidOperationException fault)
        {
            return (null, fault.Message.Split('\n').FirstOrDefault(line => line.Contains("error", StringComparison.Ordinal)) ?? fault.Message);
        }
    }

    /// <summary>Node-RED, installed as its lock file names it; null, and said why, where it can't be had.</summary>
    public static async Task<Contestant?> NodeRedAsync(Bench bench)
    {
        var folder = Directory.CreateDirectory(Path.Combine(bench.Folder, "peers", "node-red")).FullName;
        foreach (var file in Directory.EnumerateFiles(Source("node-red"))) File.Copy(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);
        var locked = Convert.ToHexString(SHA256.HashData(await File.ReadAllBytesAsync(Path.Combine(folder, "package-lock.json"))));
        var installed = Path.Combine(folder, "installed");
        if (!File.Exists(installed) || await File.ReadAllTextAsync(installed) != locked)
        {
            bench.Say("installing Node-RED from npm");
            try
            {
                await EndToEnd.Peers.RunAsync("npm", ["ci", "--no-fund", "--no-audit", "--ignore-scripts"], folder);
            }
            catch (InvalidOperationException fault)
            {
                bench.Say($"Node-RED can't be installed here, so it takes no part: {fault.Message}");
                return null;
            }

            await File.WriteAllTextAsync(installed, locked);
        }

        bench.Report.Version("Node-RED", EndToEnd.Peers.VersionOf(Path.Combine(folder, "node_modules/node-red/package.json")));
        return Contestant.NodeRed(folder);
    }

    /// <summary>The script, on Debian's Python and paho; null, and said why, where they aren't.</summary>
    public static async Task<Contestant?> PythonAsync(Bench bench)
    {
        const string Versions = "import sys, paho.mqtt; print(sys.version.split()[0], paho.mqtt.__version__)";
        try
        {
            var versions = (await EndToEnd.Peers.RunAsync("/usr/bin/python3", ["-c", Versions])).Trim().Split(' ');
            bench.Report.Version("Python", versions[0]);
            bench.Report.Version("paho", versions[1]);
            return Contestant.Python(Path.Combine(Source("python"), "node.py"));
        }
        catch (Exception fault) when (fault is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            bench.Say($"Python with paho is not here, so it takes no part; install python3-paho-mqtt: {fault.Message}");
            return null;
        }
    }

    /// <summary>The worker as built beside this bench, for the runtime to compile.</summary>
    public static string[] Built() => ["dotnet", ChildProcess.ArenaProgram("edge/Arena.Edge", "arena-edge")];

    private static string Source(string peer) => Path.Combine(Repository.Root, "tests/Arena.Benchmarks/Edge/Peers", peer);
}
