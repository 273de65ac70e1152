using Arena.Ingest.Store.Sqlite;
using Arena.Wire;

namespace Arena.Ingest.Store.Influx;

/// <summary>A sample of a commit, and what becomes of it.</summary>
internal struct PendingSample
{
    public required Sample Sample { get; init; }

    public required WrittenSeries Series { get; init; }

    /// <summary>Known already, with the same value or another, or new.</summary>
    public Staging Fate { get; set; }

    /// <summary>The server refused it.</summary>
    public bool Refused { get; set; }

    /// <summary>It goes to the database, or is there by now.</summary>
    public readonly bool IsWritten => Fate == Staging.Added && !Refused;
}
