using Npgsql;

namespace Arena.Ingest.Ledger.Postgres;

/// <summary>Connections to the ledger, set up as it needs them.</summary>
internal static class PostgresSource
{
    private const int MostConnections = 6;

    // A commit is durable when it is confirmed, whatever the server's default is. A machine that vanished, or an ingest that stands still in the middle of a
    // transaction, must not hold its rows, or its name, for long.
    private const string Settings =
        "-c synchronous_commit=on -c idle_in_transaction_session_timeout=20s -c lock_timeout=10s "
        + "-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3 -c tcp_user_timeout=25s -c client_min_messages=warning";

    /// <summary>Nothing is connected yet.</summary>
    public static NpgsqlDataSource Create(PostgresOptions options, string schema)
    {
        var seconds = Math.Max(1, (int)Math.Ceiling(options.Timeout.TotalSeconds));
        var builder = new NpgsqlDataSourceBuilder(new NpgsqlConnectionStringBuilder
        {
            Host = options.Hosts,
            Database = options.Database,
            Username = options.User,
            Password = options.Password,
            SslMode = options.Tls ? SslMode.VerifyFull : SslMode.Disable,
            RootCertificate = options.Authority,
            ApplicationName = $"arena-ingest {options.Instance}",
            SearchPath = $"\"{schema}\"",
            Options = Settings,
            Timeout = seconds,
            CommandTimeout = 2 * seconds,
            MaxPoolSize = MostConnections,
            MaxAutoPrepare = 40,
            AutoPrepareMinUsages = 2,
            Enlist = false,
        }.ToString());
        builder.ConnectionStringBuilder.TcpKeepAlive = true;
        return options.Hosts.Contains(',', StringComparison.Ordinal)
            ? builder.BuildMultiHost().WithTargetSession(TargetSessionAttributes.ReadWrite)
            : builder.Build();
    }

    /// <summary>Ends a connection so that the server lets go of what its session held: the pool would keep it open.</summary>
    public static async Task CloseAsync(NpgsqlConnection connection)
    {
        NpgsqlConnection.ClearPool(connection);
        await connection.DisposeAsync();
    }
}
