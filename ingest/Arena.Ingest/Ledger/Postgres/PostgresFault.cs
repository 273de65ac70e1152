using System.Net.Sockets;
using Arena.Ingest.Store;
using Npgsql;

namespace Arena.Ingest.Ledger.Postgres;

/// <summary>Says what an error of PostgreSQL means for whoever runs the service.</summary>
internal static class PostgresFault
{
    /// <summary>Two instances stood in each other's way: the same transaction succeeds when it is tried again.</summary>
    public static bool IsContention(Exception error) =>
        error is PostgresException { SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected };

    /// <summary>An error of the server, of the way to it, or of waiting too long.</summary>
    public static bool IsOne(Exception error) => error is NpgsqlException or TimeoutException or IOException or SocketException or OvertakenException;

    public static StoreUnavailableException Unavailable(string address, Exception fault) =>
        new($"the ledger at {address} can't be used: {Explain(fault)}", fault);

    private static string Explain(Exception fault) => fault is PostgresException { SqlState: var state } answer
        ? state switch
        {
            PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
                $"it refuses the user ({answer.MessageText}); check the user in --ledger and the file ledger.password of --secrets",
            PostgresErrorCodes.InvalidCatalogName => $"{answer.MessageText}; make it (createdb), or name another in --ledger",
            PostgresErrorCodes.InsufficientPrivilege => $"{answer.MessageText}; let the user make a schema there (GRANT CREATE ON DATABASE)",
            PostgresErrorCodes.ReadOnlySqlTransaction => "it is a stand-by that can't be written; name the primary, or promote it",
            PostgresErrorCodes.DiskFull => "its disk is full; make room, it goes on by itself",
            PostgresErrorCodes.TooManyConnections => "it takes no more connections; raise max_connections, an ingest needs up to 6",
            PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow => "it is stopping or starting",
            PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.QueryCanceled => "another ingest held a row of it for too long",
            _ => $"{answer.MessageText} ({state})",
        }
        : fault.InnerException is { } inner and not NpgsqlException ? $"{fault.Message} ({inner.Message})" : fault.Message;
}
