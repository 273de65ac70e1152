using Xunit;

namespace Arena.EndToEnd.Tests.Board;

/// <summary>One running board for tests that don't disturb each other: they look at it, or tap at bins of their own.</summary>
public sealed class WatchedBoard : IAsyncLifetime
{
    internal RunningBoard Board { get; } = new();

    public ValueTask InitializeAsync() => Board.StartAsync();

    public ValueTask DisposeAsync() => Board.DisposeAsync();
}

/// <summary>Tests that share one, one after the other: starting the whole system costs more than most of them.</summary>
[CollectionDefinition(Name)]
public sealed class SeenBoard : ICollectionFixture<WatchedBoard>
{
    public const string Name = "Board as it is seen";
}

/// <summary>Those of phones share another, beside the first.</summary>
[CollectionDefinition(Name)]
public sealed class HeldBoard : ICollectionFixture<WatchedBoard>
{
    public const string Name = "Board as it is held";
}
