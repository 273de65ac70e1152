using Xunit;

namespace Arena.EndToEnd.Tests.Board;

/// <summary>One running board of a ground where nothing is measured yet: a new installation, on its first day.</summary>
public sealed class QuietBoard : IAsyncLifetime
{
    internal RunningBoard Board { get; } = new();

    public ValueTask InitializeAsync() => Board.StartAsync(edge: false);

    public ValueTask DisposeAsync() => Board.DisposeAsync();
}
