using System.Security.Cryptography;
using Arena.EndToEnd.Tests.House;
using Arena.EndToEnd.Tests.Processes;

namespace Arena.Benchmarks.Edge;

/// <summary>Installs what our worker is measured against.</summary>
internal static class EdgePeers
{
    /// <summary>Node-RED, installed as its lock file names it; null, and said why, where it can't be had.</summary>
    public static async Task<Contestant?> NodeRedAsync(Bench bench, IReadOnlyList<string> environment)
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
        bench.Report.Version("node-red-node-pi-gpio", EndToEnd.Peers.VersionOf(Path.Combine(folder, "node_modules/node-red-node-pi-gpio/package.json")));
        return Contestant.NodeRed(folder, environment);
    }

    /// <summary>The script, on Debian's Python and paho; null, and said why, where they aren't.</summary>
    public static async Task<Contestant?> PythonAsync(Bench bench, IReadOnlyList<string> environment)
    {
        const string Versions = "import sys, paho.mqtt; print(sys.version.split()[0], paho.mqtt.__version__)";
        try
        {
            var versions = (await EndToEnd.Peers.RunAsync("/usr/bin/python3", ["-c", Versions])).Trim().Split(' ');
            bench.Report.Version("Python", versions[0]);
            bench.Report.Version("paho", versions[1]);
            return Contestant.Python(Path.Combine(Source("python"), "node.py"), environment);
        }
        catch (Exception fault) when (fault is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            bench.Say($"Python with paho is not here, so it takes no part; install python3-paho-mqtt: {fault.Message}");
            return null;
        }
    }

    /// <summary>Our worker as it is published, and beside it the ordinary build, for the runtime to compile; that alone where no native program can be made.</summary>
    public static async Task<IReadOnlyList<Contestant>> WorkersAsync(Bench bench)
    {
        var ordinary = Contestant.Worker("worker, ordinary build", "ordinary", "dotnet", ChildProcess.ArenaProgram("edge/Arena.Edge", "arena-edge"));
        var published = await bench.Published.EdgeAsync();
        return published.Native ? [Contestant.Worker("worker, native", "native", published.Command), ordinary] : [ordinary];
    }

    /// <summary>Folder of what we wrote of a peer.</summary>
    public static string Source(string peer) => Path.Combine(Repository.Root, "tests/Arena.Benchmarks/Edge/Peers", peer);
}
