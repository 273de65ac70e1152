using Arena.Benchmarks.Report;

namespace Arena.Benchmarks;

/// <summary>Something the bench measures that is no micro-benchmark: it starts real programs and reports figures.</summary>
/// <param name="Name">What <c>--only</c> is matched with, for example EndToEnd.Ours.</param>
/// <param name="What">One line for <c>--list</c>.</param>
/// <param name="RunAsync">Measures, and adds figures to the report.</param>
internal sealed record Scenario(string Name, string What, Func<Bench, CancellationToken, Task> RunAsync)
{
    /// <summary>When it runs.</summary>
    public Asked Asked { get; init; } = Asked.ByDefault;
}

/// <summary>When a scenario runs; naming it with <c>--only</c> always runs it.</summary>
internal enum Asked
{
    /// <summary>In every bench.</summary>
    ByDefault,

    /// <summary>With <c>--long</c>: it takes many minutes.</summary>
    ByLong,

    /// <summary>With <c>--only</c> and its whole name: a part of another one, for a quick look.</summary>
    ByName,
}

/// <summary>What a scenario is given.</summary>
/// <param name="Report">Where its figures go.</param>
/// <param name="Folder">Where results, logs and what is built for the bench lie; kept between runs.</param>
/// <param name="Say">Tells whoever waits what is being measured now, a line at a time.</param>
internal sealed record Bench(BenchReport Report, string Folder, Action<string> Say)
{
    private Published? _published;

    /// <summary>Arena's own programs.</summary>
    public Published Published => _published ??= new Published(this);
}
