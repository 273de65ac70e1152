namespace Arena.Ingest.Store.Influx;

/// <summary>Which endpoint takes the line protocol.</summary>
internal enum InfluxApi
{
    /// <summary><c>/write?db</c>: InfluxDB 1.x.</summary>
    V1,

    /// <summary><c>/api/v2/write?org&amp;bucket&amp;precision=ns</c>: InfluxDB 2 and 3, VictoriaMetrics.</summary>
    V2,
}

/// <summary>How to reach InfluxDB, or what speaks its line protocol.</summary>
internal sealed record InfluxOptions
{
    /// <summary>Base address, <c>http://host:8086</c>.</summary>
    public required Uri Url { get; init; }

    public InfluxApi Api { get; init; } = InfluxApi.V2;

    /// <summary>Whose code writes; <see cref="InfluxDriver.Client"/> for v2 only.</summary>
    public InfluxDriver Driver { get; init; } = InfluxDriver.Http;

    /// <summary>Database of 1.x, bucket of 2 and 3.</summary>
    public string Database { get; init; } = "arena";

    /// <summary>Organisation of 2 and 3.</summary>
    public string Org { get; init; } = "arena";

    /// <summary>Token for v2, <c>user:password</c> for v1, or null. Never logged.</summary>
    public string? Token { get; init; }

    /// <summary>For one request, from 100 ms to 5 min.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Most lines in one write, from 1 to 50,000.</summary>
    public int MaxLines { get; init; } = 25_000;

    /// <summary>Most bytes in one write before compression, from 4 KiB to 16 MiB.</summary>
    public int MaxBytes { get; init; } = 4 << 20;

    /// <summary>Compress writes: worth it when the database is not on this machine.</summary>
    public bool Gzip { get; init; }

    /// <summary>Every fault at once, in one message.</summary>
    /// <exception cref="ArgumentException">Something is out of range.</exception>
    public void ThrowIfFaulty()
    {
        var faults = new List<string>();
        if (!Url.IsAbsoluteUri || Url.Scheme is not ("http" or "https") || Url.UserInfo.Length > 0)
            faults.Add("the address of InfluxDB is http://host:port or https://host:port, without user and password (they go in a secrets file)");
        if (!IsName(Database))
            faults.Add($"the InfluxDB database \"{Database}\" is 1 to 63 letters, digits, - and _");
        if (Api == InfluxApi.V2 && Org.Length == 0)
            faults.Add("the InfluxDB organisation is empty");
        if (Timeout < TimeSpan.FromMilliseconds(100) || Timeout > TimeSpan.FromMinutes(5))
            faults.Add("the InfluxDB time-out is from 100 ms to 5 min");
        if (MaxLines is < 1 or > 50_000)
            faults.Add("lines in one InfluxDB write are from 1 to 50,000");
        if (MaxBytes is < 4096 or > 16 << 20)
            faults.Add("bytes in one InfluxDB write are from 4 KiB to 16 MiB");
        if (faults.Count > 0)
            throw new ArgumentException(string.Join("; ", faults));
    }

    private static bool IsName(string name) =>
        name.Length is > 0 and < 64 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}
