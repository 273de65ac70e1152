using System.Globalization;
using Arena.EndToEnd.Tests.Processes;

namespace Arena.Benchmarks.Edge;

/// <summary>A program that does a node's work.</summary>
/// <param name="Name">As it stands in the table.</param>
/// <param name="Node">The node it publishes as.</param>
/// <param name="Start">Starts it with the broker's port and a folder of its own.</param>
internal sealed record Contestant(string Name, string Node, Func<int, string, ChildProcess> Start)
{
    /// <summary>Our worker; <paramref name="command"/> is the program, and what stands before its own arguments.</summary>
    public static Contestant Worker(string name, string node, params string[] command) => new(name, node, (port, folder) =>
    {
        var site = Path.Combine(folder, "site.yaml");
        File.WriteAllText(site, EdgeSite.Of(node));
        return ChildProcess.Start(
            command[0],
            [.. command[1..], "run", "--site", site, "--data", Path.Combine(folder, "data"), "--mqtt", $"127.0.0.1:{Text(port)}", "--node", node, "--hardware", "virtual", "--clock", "trusted"]);
    });

    /// <summary>Node-RED, installed in <paramref name="installed"/>, with its GPIO nodes.</summary>
    public static Contestant NodeRed(string installed, IReadOnlyList<string> environment) => new("Node-RED", "node-red", (port, folder) =>
    {
        NodeRedFlow.Write(folder, "node-red", port, Ports.Free());
        return ChildProcess.Start(
            "/usr/bin/env", [.. environment, "node", "--max-old-space-size=256", Path.Combine(installed, "node_modules/node-red/red.js"), "-u", folder, "-s", Path.Combine(folder, "settings.js"), Path.Combine(folder, "flow.json")]);
    });

    /// <summary>The script with paho.</summary>
    public static Contestant Python(string script, IReadOnlyList<string> environment) => new(
        "Python", "python", (port, folder) => ChildProcess.Start("/usr/bin/env", [.. environment, "/usr/bin/python3", script, Text(port), folder, "python"]));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
