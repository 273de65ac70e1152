namespace Arena.Ingest.Store.Influx;

/// <summary>Whose code writes lines.</summary>
internal enum InfluxDriver
{
    /// <summary>Our own requests.</summary>
    Http,

    /// <summary>The library InfluxDB.Client; in a build with the driver pack <c>full</c> only.</summary>
    Client,
}

/// <summary>The writers by the names that settings have for them.</summary>
internal static partial class LineWriters
{
    public const string Help =
        "Whose code writes to InfluxDB. http (without it): Arena's own. client: the library InfluxDB.Client (driver pack full), for v2 only; it copies each write.";

    private delegate ILineWriter Maker(InfluxOptions options, HttpClient http, TimeProvider time);

    private static readonly Maker? Library = Find();

    /// <summary>Reads a setting; nothing means our own.</summary>
    /// <returns>What is wrong, with the fix, or null.</returns>
    public static string? Read(string? text, InfluxApi api, out InfluxDriver driver)
    {
        driver = text == "client" ? InfluxDriver.Client : InfluxDriver.Http;
        return text switch
        {
            null or "http" => null,
            "client" when Library is null => "--influx-driver client is not in this build, which has the core pack only: build with -p:ArenaDrivers=full, or write http",
            "client" when api == InfluxApi.V1 => "--influx-driver client writes to /api/v2/write only: write http with InfluxDB 1.x",
            "client" => null,
            _ => $"--influx-driver {text} is not possible: write http or client",
        };
    }

    /// <summary>The writer that the options name. It lives as long as the program.</summary>
    /// <exception cref="ArgumentException">This build hasn't got it.</exception>
    public static ILineWriter Make(InfluxOptions options, InfluxClient client, HttpClient http, TimeProvider time) => options.Driver switch
    {
        InfluxDriver.Http => client,
        _ => (Library ?? throw new ArgumentException("This build has the core pack only: build with -p:ArenaDrivers=full.", nameof(options)))(options, http, time),
    };

    private static Maker? Find()
    {
        Maker? maker = null;
        AddFullPack(ref maker);
        return maker;
    }

    // Written in Client/, which only a build with -p:ArenaDrivers=full compiles.
    static partial void AddFullPack(ref Maker? maker);
}
