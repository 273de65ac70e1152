using Arena.Edge.Outbox;
using Arena.Edge.Outbox.Sqlite;
using Arena.Wire.Batches;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Arena.Edge.Tests.Outbox;

/// <summary>A real outbox in a folder of its own, opened as often as a test likes.</summary>
internal sealed class OutboxFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("arena-outbox-").FullName;

    public string File => System.IO.Path.Combine(Path, OutboxFile.Name);

    public NodeOutbox Open(TimeProvider? time = null, OutboxOptions? options = null, ILogger? logger = null) =>
        NodeOutbox.Open(Path, options ?? new OutboxOptions(), time ?? TimeProvider.System, logger ?? NullLogger.Instance);

    /// <summary>The storage alone, without sealer.</summary>
    public BatchLog OpenLog(OutboxOptions? options = null, TimeProvider? time = null)
    {
        options ??= new OutboxOptions();
        time ??= TimeProvider.System;
        return new BatchLog(OutboxFile.Open(Path, options, time, NullLogger.Instance), options, time);
    }

    /// <summary>Every kept batch as it is in the file, each checked against its hash.</summary>
    public IReadOnlyList<(long Sequence, byte[] Payload)> Batches() => BatchesIn(File);

    public static IReadOnlyList<(long Sequence, byte[] Payload)> BatchesIn(string file)
    {
        using var connection = OutboxFile.OpenToRead(file);
        return BatchesOf(connection);
    }

    public static IReadOnlyList<(long Sequence, byte[] Payload)> BatchesOf(SqliteConnection connection) =>
        [.. connection.Rows("SELECT seq, payload, sha256 FROM batches ORDER BY seq").Select(row =>
        {
            var payload = row.GetFieldValue<byte[]>(1);
            Xunit.Assert.Equal(System.Security.Cryptography.SHA256.HashData(payload), row.GetFieldValue<byte[]>(2));
            return (row.GetInt64(0), payload);
        })];

    /// <summary>The chain as it follows from the hashes of the kept batches and from the declared gaps; null where it breaks off.</summary>
    public BatchChain? Chain()
    {
        using var connection = OutboxFile.OpenToRead(File);
        var links = connection.Rows("SELECT seq, seq, sha256, NULL FROM batches UNION ALL SELECT first, last, NULL, chain FROM gap ORDER BY 1")
            .Select(row => (First: row.GetInt64(0), Last: row.GetInt64(1), Hash: row[2] as byte[], Chain: row[3] as byte[])).ToList();
        var (chain, next) = (BatchChain.Start, 1L);
        foreach (var link in links)
        {
            if (link.First != next || (link.Hash ?? link.Chain) is null) return null;
            chain = link.Hash is { } hash ? chain.Next(hash) : BatchChain.From(link.Chain);
            next = link.Last + 1;
        }

        return chain;
    }

    /// <summary>Runs SQL on the closed file, as someone with a database tool would.</summary>
    public void Execute(string sql)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = File, Pooling = false }.ToString());
        connection.Open();
        connection.Run(sql);
    }

    /// <summary>A batch's samples, read back by the contract's own reader.</summary>
    public static BatchReading Read(byte[] payload)
    {
        var reading = new BatchReading();
        new BatchReader().Read(payload, reading);
        return reading;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
