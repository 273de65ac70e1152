namespace Arena.Ingest.Store.Influx;

/// <summary>Takes line protocol to the database.</summary>
internal interface ILineWriter
{
    /// <summary>Writes lines; none asks whether the database would take some.</summary>
    /// <returns>Null, or the server's words when it refused some or all of them.</returns>
    /// <exception cref="StoreUnavailableException">It can't be known whether they are stored.</exception>
    Task<string?> WriteAsync(ReadOnlyMemory<byte> lines, CancellationToken cancellationToken);
}
