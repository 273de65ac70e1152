using System.CommandLine;
using Arena.Ingest.Checks.Photos;
using Arena.Ingest.Store.Influx;
using Arena.Mqtt;

namespace Arena.Ingest.Hosting;

/// <summary><c>arena-ingest run</c>: its options.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var site = Text("--site", "Site manifest (YAML).");
        var data = Text("--data", "Folder for the database and the ledger; made when missing.");
        var mqtt = Text("--mqtt", "Broker, HOST[:PORT]; port 1883, or 8883 with TLS, when left out.");
        var mqttDriver = Text("--mqtt-driver", MqttDrivers.Help);
        var listen = Text("--listen", "Address to listen on; 127.0.0.1 without it.");
        var http = Text("--http", "TCP port of the API and the board; 8080 without it, 0 for any free one.");
        var httpsPort = Text("--https-port", "TCP port of the API and the board over TLS, on --listen; the plain port is then open to this machine alone. Needs --https-certificate and --https-key.");
        var httpsCertificate = Text("--https-certificate", "Certificate of the board, with those between it and its authority (PEM); read anew when it is renewed.");
        var httpsKey = Text("--https-key", "Its key (PEM).");
        var signIn = Text("--sign-in", "away (without it): who is at this machine may do all without signing in. always: nobody may, for a proxy on this machine that doesn't say for whom it asks.");
        var store = Text("--store", "sqlite (without it) or influx.");
        var influx = Text("--influx", "InfluxDB, http://HOST:PORT; implies --store influx.");
        var api = Text("--influx-api", "v1 for InfluxDB 1.x, v2 (without it) for 2 and 3.");
        var influxDriver = Text("--influx-driver", LineWriters.Help);
        var database = Text("--influx-database", "Database or bucket; arena without it.");
        var org = Text("--influx-org", "Organisation; arena without it.");
        var ledger = Text("--ledger", "Ledger that several ingest services share, postgresql://USER@HOST:PORT/DATABASE; only with --influx. Without it, the ledger lies in --data.");
        var ledgerTls = Text("--ledger-tls", "on or off: encrypted, and the server's certificate checked; on without it, but for a server on this machine.");
        var ledgerCa = Text("--ledger-ca", "Authority that signed the ledger server's certificate (PEM).");
        var instance = Text("--instance", "Name of this ingest among those that share the ledger; made of the machine's name and the data folder's without it.");
        var share = Text("--share", "Group of the shared subscription, with --ledger; arena-ingest without it.");
        var board = Text("--board", "Folder of the built board; 'board' beside the program without it.");
        var secrets = Text("--secrets", "Folder with ingest.mqtt, influx.token and ledger.password; without it, ingest is anonymous.");
        var ca = Text("--tls-ca", "Authority that signed the broker's certificate (PEM); turns TLS on.");
        var cert = Text("--tls-cert", "Own certificate (PEM), with --tls-key; turns TLS on.");
        var key = Text("--tls-key", "Key (PEM) of the own certificate.");
        var retention = Text("--retention-days", "Samples older than this are quarantined; 3653 without it. With InfluxDB, not longer than the bucket's retention.");
        var photoDays = Text("--photo-days", $"Photos of sorting checks are deleted when they are older; {PhotoBounds.UsualDays} without it. The checks stay.");
        var photoMegabytes = Text("--photo-megabytes", $"Most that photos of sorting checks take together; {PhotoBounds.UsualMegabytes} without it. Then further ones are refused.");
        var hosts = Text("--allow-host", "Names between commas by which this service may be asked, beside addresses, localhost and the machine's own.");

        var command = new Command("run", "Take measurements from the broker, store and acknowledge them, and serve the API and the board.")
        {
            site, data, mqtt, mqttDriver, listen, http, httpsPort, httpsCertificate, httpsKey, signIn, store, influx, api, influxDriver, database, org, ledger, ledgerTls, ledgerCa, instance, share, board, secrets, ca, cert, key, retention, photoDays, photoMegabytes, hosts,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            return RunProcess.RunAsync(
                new RunSettings
                {
                    Site = Value(site),
                    Data = Value(data),
                    Mqtt = Value(mqtt),
                    MqttDriver = Value(mqttDriver),
                    Listen = Value(listen),
                    Http = Value(http),
                    HttpsPort = Value(httpsPort),
                    HttpsCertificate = Value(httpsCertificate),
                    HttpsKey = Value(httpsKey),
                    SignIn = Value(signIn),
                    Store = Value(store),
                    Influx = Value(influx),
                    InfluxApi = Value(api),
                    InfluxDriver = Value(influxDriver),
                    InfluxDatabase = Value(database),
                    InfluxOrg = Value(org),
                    Ledger = Value(ledger),
                    LedgerTls = Value(ledgerTls),
                    LedgerCa = Value(ledgerCa),
                    Instance = Value(instance),
                    Share = Value(share),
                    Board = Value(board),
                    Secrets = Value(secrets),
                    TlsCa = Value(ca),
                    TlsCert = Value(cert),
                    TlsKey = Value(key),
                    RetentionDays = Value(retention),
                    PhotoDays = Value(photoDays),
                    PhotoMegabytes = Value(photoMegabytes),
                    AllowHost = Value(hosts),
                },
                Console.Out,
                Console.Error,
                cancellationToken);

            string? Value(Option<string> option) => parsed.GetValue(option) ?? Environment.GetEnvironmentVariable(VariableOf(option.Name));
        });
        return command;
    }

    /// <summary><c>--influx-api</c> is <c>ARENA_INFLUX_API</c> in the environment.</summary>
    private static string VariableOf(string option) => $"ARENA_{option.TrimStart('-').Replace('-', '_').ToUpperInvariant()}";

    private static Option<string> Text(string name, string description) => new(name) { Description = $"{description} Also {VariableOf(name)}." };
}
