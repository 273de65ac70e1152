using System.Text.Json.Nodes;

namespace Arena.Benchmarks.Edge;

/// <summary>
/// The flow a careful user would draw: a node for each meter and bin, counters in the context on disk, one that packs, MQTT with QoS 1. Inject nodes stand
/// where GPIO nodes would: node-red-node-pi-gpio starts a Python process for each line, and none of them is counted here.
/// </summary>
internal static class NodeRedFlow
{
    private const int Meters = 16;
    private const int Bins = 8;

    private const string MeterCode =
        """
        const pulses = 10 + (METER + Math.floor(Date.now() / 1000)) % 5, now = Date.now() / 1000;
        const register = (flow.get('meter-METER', 'disk') || 0) + pulses;
        flow.set('meter-METER', register, 'disk');
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
            { n: 'bin-BIN/lid_openings', u: '/', v: Math.floor(now / 100), t: now }];
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
        for (var meter = 1; meter <= Meters; meter++)
        {
            flow.Add(Inject($"meter-{meter}-due", 10, 0.1, $"meter-{meter}", ""));
            flow.Add(Function($"meter-{meter}", MeterCode.Replace("METER", $"{meter}", StringComparison.Ordinal), "pack"));
        }

        for (var bin = 1; bin <= Bins; bin++)
        {
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
