namespace Arena.Edge.Hardware.Virtual.Lines;

/// <summary>What moves an emulated line: gives the edges of a stretch of time when asked, and remembers how far it has come.</summary>
internal interface IEdgeSource
{
    /// <summary>Queues the edges from where it stood up to and including a moment, µs since 1970. A moment that has passed gives none.</summary>
    void Advance(long toUs, EdgeQueue edges);

    /// <summary>The level at a moment it has come to.</summary>
    bool IsActiveAt(long us);
}
