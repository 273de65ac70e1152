namespace Arena.Ingest.Ledger.Postgres;

/// <summary>Where the shared ledger is, and which of its ingest services this one is.</summary>
internal sealed record PostgresOptions
{
    /// <summary>Server and its stand-bys, HOST or HOST:PORT between commas: the one that can be written is used.</summary>
    public required string Hosts { get; init; }

    public required string Database { get; init; }

    public required string User { get; init; }

    /// <summary>Password, or null where the server asks for none. Never logged.</summary>
    public string? Password { get; init; }

    /// <summary>Encrypted, and the server's certificate checked against its name; without it nothing is encrypted.</summary>
    public bool Tls { get; init; }

    /// <summary>Authority that signed the server's certificate (PEM file); null for those the machine trusts.</summary>
    public string? Authority { get; init; }

    /// <summary>Name of this ingest among those that share the ledger, 1 to 63 characters a–z, 0–9 and hyphen.</summary>
    public required string Instance { get; init; }

    /// <summary>For connecting, and for one statement.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How the server is called in messages: without user and password.</summary>
    public string Address => $"postgresql://{Hosts}/{Database}";
}
