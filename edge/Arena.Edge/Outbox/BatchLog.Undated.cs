namespace Arena.Edge.Outbox;

/// <summary>What waits for a date stands in the same file, so it goes through the same lock.</summary>
internal sealed partial class BatchLog
{
    /// <summary>Reads or writes what waits for a date.</summary>
    /// <inheritdoc cref="Seal" path="/exception"/>
    public T Undated<T>(Func<IUndatedStorage, T> use)
    {
        lock (_gate) return Read(() => use(_storage.Undated));
    }
}
