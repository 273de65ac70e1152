using Xunit;

namespace Arena.EndToEnd.Tests.Board;

/// <summary>One running board for all tests of a class that only look at it.</summary>
public sealed class WatchedBoard : IAsyncLifetime
{
    internal RunningBoard Board { get; } = new();

    public ValueTask InitializeAsync() => Board.StartAsync();

    public ValueTask DisposeAsync() => Board.DisposeAsync();
}
