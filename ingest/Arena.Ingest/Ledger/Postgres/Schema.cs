using System.Globalization;
using Arena.Ingest.Store;
using Npgsql;

namespace Arena.Ingest.Ledger.Postgres;

/// <summary>
/// The tables, in a schema named like the site, brought to the version this program knows: step by step, in one transaction, one instance at a time.
/// </summary>
internal static class Schema
{
    // Any number of programs may use advisory locks of one database; these two stand for "Arena".
    private const int Lock = 0x4172_656E;

    /// <summary>Step n makes version n + 1. Steps are only ever added.</summary>
    private static readonly string[] Steps =
    [
        """
        CREATE TABLE ledger (generation bigint NOT NULL);
        CREATE TABLE generation (generation bigint PRIMARY KEY, minted_us bigint NOT NULL, why text NOT NULL);
        CREATE TABLE instance (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL UNIQUE, started_us bigint NOT NULL);
        CREATE TABLE epoch (
          id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, node text NOT NULL, epoch text NOT NULL, low bigint NOT NULL, ranges text NOT NULL,
          declared text NOT NULL, closed text, gaps integer NOT NULL, stored bigint NOT NULL, quarantined bigint NOT NULL, quarantined_samples bigint NOT NULL,
          first_received_us bigint NOT NULL, last_received_us bigint NOT NULL, newest_us bigint, chain bytea, chain_at bigint NOT NULL, said bigint,
          version bigint NOT NULL, changed xid8 NOT NULL, UNIQUE (node, epoch)) WITH (fillfactor = 50);
        CREATE TABLE batch (
          epoch bigint NOT NULL, seq bigint NOT NULL, hash bytea NOT NULL, refused boolean NOT NULL, samples integer NOT NULL, quarantined integer NOT NULL,
          first_us bigint, last_us bigint, instance integer NOT NULL, mark bigint, PRIMARY KEY (epoch, seq));
        CREATE TABLE gap (
          id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, node text NOT NULL, declared_epoch text NOT NULL, declared_seq bigint NOT NULL, place integer NOT NULL,
          received_us bigint NOT NULL, cause text NOT NULL, from_us bigint NOT NULL, to_us bigint NOT NULL, samples bigint,
          epoch text, first bigint, last bigint, chain bytea, closes boolean NOT NULL, point text, detail text NOT NULL,
          UNIQUE (node, declared_epoch, declared_seq, place));
        CREATE INDEX gap_of_node ON gap (node, from_us);
        CREATE INDEX gap_of_epoch ON gap (node, epoch) WHERE epoch IS NOT NULL;
        CREATE TABLE quarantine (
          id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, received_us bigint NOT NULL, node text, topic text NOT NULL, epoch text, seq bigint,
          name text, reason text NOT NULL, detail text NOT NULL, payload bytea NOT NULL);
        CREATE INDEX quarantine_of_node ON quarantine (node, received_us);
        CREATE TABLE quarantine_left (
          node text NOT NULL, reason text NOT NULL, replayed bigint NOT NULL, discarded bigint NOT NULL, PRIMARY KEY (node, reason));
        CREATE TABLE quarantine_size (node text PRIMARY KEY, entries bigint NOT NULL, bytes bigint NOT NULL);
        """,
    ];

    /// <summary>Brings the schema up to date in the running transaction.</summary>
    /// <exception cref="StoreUnavailableException">A newer Arena has been here.</exception>
    public static async Task BringUpToDateAsync(NpgsqlConnection connection, string schema, CancellationToken cancellationToken)
    {
        await RunAsync(connection, string.Create(CultureInfo.InvariantCulture, $"SELECT pg_advisory_xact_lock({Lock}, hashtext('{schema}'))"), cancellationToken);
        if (await ScalarAsync(connection, $"SELECT 1 FROM pg_namespace WHERE nspname = '{schema}'", cancellationToken) is null)
            await RunAsync(connection, $"CREATE SCHEMA \"{schema}\"", cancellationToken);
        await RunAsync(connection, "CREATE TABLE IF NOT EXISTS schema_version (version integer NOT NULL)", cancellationToken);
        var version = await ScalarAsync(connection, "SELECT version FROM schema_version", cancellationToken) as int? ?? 0;
        if (version > Steps.Length)
            throw new StoreUnavailableException(string.Create(CultureInfo.InvariantCulture, $"the ledger in schema {schema} was made by a newer Arena (format {version}, this one knows {Steps.Length}): start that one"));
        if (version == Steps.Length)
            return;

        foreach (var step in Steps.AsSpan(version).ToArray())
            await RunAsync(connection, step, cancellationToken);
        await RunAsync(connection, string.Create(CultureInfo.InvariantCulture, $"DELETE FROM schema_version; INSERT INTO schema_version VALUES ({Steps.Length})"), cancellationToken);
    }

    private static async Task RunAsync(NpgsqlConnection connection, string statement, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string statement, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(statement, connection);
        return await command.ExecuteScalarAsync(cancellationToken);
    }
}
