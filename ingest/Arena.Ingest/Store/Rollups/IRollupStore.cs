namespace Arena.Ingest.Store.Rollups;

/// <summary>A store whose rollups a <see cref="Roller"/> keeps up to date.</summary>
internal interface IRollupStore : ISampleStore
{
    /// <summary>What is to be rolled up; to be touched only once the store is open.</summary>
    DirtyHours Dirty { get; }

    /// <summary>Whether it has been opened.</summary>
    bool IsOpen { get; }

    /// <summary>
    /// Computes the rollups of these hours and of the days they are in from what is stored, and takes the hours off <see cref="Dirty"/>, except
    /// those that changed meanwhile. Doing it again changes nothing.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The hours stay dirty.</exception>
    ValueTask RollAsync(IReadOnlyList<DirtyHour> hours, CancellationToken cancellationToken);
}
