using System.Text.Json.Nodes;

namespace Arena.Benchmarks.Edge;

/// <summary>
/// The flow a careful user would draw: a node for each meter and bin, counters in the context on disk, one that packs, MQTT with QoS 1. Pulses and lids come by
/// node-red-node-pi-gpio, which starts a Python process for each line; there they come from a stand-in for RPi.GPIO.
/// </summary>
internal static class NodeRedFlow
{
    // A closed contact pulls the line down; its opening is an edge too.
    private const string CountCode =
        """
        if (msg.payload === 0) flow.set('NAME', (flow.get('NAME', 'disk') || 0) + 1, 'disk');
        return null;
        """;

    private const string MeterCode =
        """
        const now = Date.now() / 1000, register = flow.get('meter-METER', 'disk') || 0;
        const pulses = register - (context.get('register') || 0);
        context.set('register', register);
        msg.payload = [
            { n: 'meter-METER/active_energy_import', u: 'Wh', v: register, t: now },
            { n: 'meter-METER/active_power', u: 'W', v: pulses * 360, t: now }];
        return msg;
        """;

    private const string BinCode =
        """
        const now = Date.now() / 1000;
        msg.payload = [
            { n: 'bin-BIN/filling_level', u: '/', v: Math.round((now / 36000 + BIN / 8) % 1 * 1000) / 1000, t: now },
            { n: 'bin-BIN/cargo_weight', u: 'kg', v: Math.round((now / 360 + BIN) % 20 * 100) / 100, t: now },
            { n: 'bin-BIN/lid_openings', u: '/', v: flow.get('lid-BIN', 'disk') || 0, t: now }];
        return msg;
        """;

    private const string HealthCode =
        """
        const os = global.get('os'), now = Date.now() / 1000;
        msg.payload = [
            { n: 'NODE/cpu_load', u: '/', v: os.loadavg()[0], t: now },
            { n: 'NODE/memory_used', u: 'B', v: os.totalmem() - os.freemem(), t: now },
            { n: 'NODE/uptime', u: 's', v: os.uptime(), t: now }];
        return msg;
        """;

    private const string PackCode =
        """
        const pack = context.get('pack') || [];
        if (msg.topic !== 'send') {
            context.set('pack', pack.concat(msg.payload));
            return null;
        }
        if (pack.length === 0) return null;
        context.set('pack', []);
        return { payload: pack };
        """;

    /// <summary>Writes <c>flow.json</c> and <c>settings.js</c>: no editor, counters on disk.</summary>
    public static void Write(string folder, string node, int brokerPort, int uiPort)
    {
        var flow = new JsonArray(
            new JsonObject { ["id"] = "tab", ["type"] = "tab", ["label"] = node },
            new JsonObject
            {
                ["id"] = "broker",
                ["type"] = "mqtt-broker",
                ["broker"] = "127.0.0.1",
                ["port"] = $"{brokerPort}",
                ["clientid"] = node,
                ["autoConnect"] = true,
                ["usetls"] = false,
                ["protocolVersion"] = "4",
                ["keepalive"] = "20",
                ["cleansession"] = false,
            },
            new JsonObject
            {
                ["id"] = "out",
                ["type"] = "mqtt out",
                ["z"] = "tab",
                ["x"] = 0,
                ["y"] = 0,
                ["topic"] = $"arena/v1/{EdgeSite.Site}/{node}/data",
                ["qos"] = "1",
                ["retain"] = "false",
                ["broker"] = "broker",
                ["wires"] = new JsonArray(),
            },
            Function("pack", PackCode, "out"),
            Inject("send", 5, 1, "pack", "send"),
            Inject("health-due", 60, 0.5, "health", ""),
            Function("health", HealthCode.Replace("NODE", node, StringComparison.Ordinal), "pack"));
        for (var meter = 1; meter <= EdgeSite.MeterLines.Count; meter++)
        {
            Watch(flow, $"meter-{meter}", EdgeSite.MeterLines[meter - 1], debounceMs: 10);
            flow.Add(Inject($"meter-{meter}-due", 10, 0.1, $"meter-{meter}", ""));
            flow.Add(Function($"meter-{meter}", MeterCode.Replace("METER", $"{meter}", StringComparison.Ordinal), "pack"));
        }

        for (var bin = 1; bin <= EdgeSite.LidLines.Count; bin++)
        {
            Watch(flow, $"lid-{bin}", EdgeSite.LidLines[bin - 1], debounceMs: 50);
            flow.Add(Inject($"bin-{bin}-due", 60, 0.2, $"bin-{bin}", ""));
            flow.Add(Function($"bin-{bin}", BinCode.Replace("BIN", $"{bin}", StringComparison.Ordinal), "pack"));
        }

        File.WriteAllText(Path.Combine(folder, "flow.json"), flow.ToJsonString());
        File.WriteAllText(Path.Combine(folder, "settings.js"), $$"""
            module.exports = {
                uiHost: '127.0.0.1', uiPort: {{uiPort}}, httpAdminRoot: false, httpNodeRoot: false,
                credentialSecret: false, functionGlobalContext: { os: require('os') },
                contextStorage: { default: { module: 'memory' }, disk: { module: 'localfilesystem' } },
                logging: { console: { level: 'warn', metrics: false, audit: false } },
            };

            """);
    }

    private static void Watch(JsonArray flow, string name, int line, int debounceMs)
    {
        flow.Add(new JsonObject
        {
            ["id"] = $"{name}-line",
            ["type"] = "rpi-gpio in",
            ["z"] = "tab",
            ["x"] = 0,
            ["y"] = 0,
            ["name"] = name,
            ["pin"] = $"{line}",
            ["bcm"] = true,
            ["intype"] = "up",
            ["debounce"] = $"{debounceMs}",
            ["read"] = false,
            ["wires"] = new JsonArray(new JsonArray($"{name}-count")),
        });
        flow.Add(Function($"{name}-count", CountCode.Replace("NAME", name, StringComparison.Ordinal), "pack"));
    }

    private static JsonObject Inject(string id, int everyS, double firstAfterS, string to, string topic) => new()
    {
        ["id"] = id,
        ["type"] = "inject",
        ["z"] = "tab",
        ["x"] = 0,
        ["y"] = 0,
        ["repeat"] = $"{everyS}",
        ["once"] = true,
        ["onceDelay"] = firstAfterS,
        ["topic"] = topic,
        ["props"] = new JsonArray(new JsonObject { ["p"] = "topic", ["vt"] = "str" }),
        ["wires"] = new JsonArray(new JsonArray(to)),
    };

    private static JsonObject Function(string id, string code, string to) => new()
    {
        ["id"] = id,
        ["type"] = "function",
        ["z"] = "tab",
        ["x"] = 0,
        ["y"] = 0,
        ["name"] = id,
        ["func"] = code,
        ["outputs"] = 1,
        ["noerr"] = 0,
        ["libs"] = new JsonArray(),
        ["wires"] = new JsonArray(new JsonArray(to)),
    };
}
