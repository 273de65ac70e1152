namespace Arena.Benchmarks;

/// <summary>What the bench was asked for.</summary>
/// <param name="Only">Run only what has this in its name; null for all.</param>
/// <param name="Long">Run also what takes many minutes.</param>
/// <param name="List">Name what there is, and run nothing.</param>
/// <param name="Folder">Where the last result and logs are kept.</param>
internal sealed record BenchOptions(string? Only, bool Long, bool List, string Folder)
{
    /// <summary>Reads the command line.</summary>
    /// <exception cref="ArgumentException">An option is unknown or lacks its value.</exception>
    public static BenchOptions Read(IReadOnlyList<string> arguments)
    {
        var options = new BenchOptions(null, Long: false, List: false, Path.GetFullPath(".arena/bench"));
        for (var index = 0; index < arguments.Count; index++)
        {
            options = arguments[index] switch
            {
                "--long" => options with { Long = true },
                "--list" => options with { List = true },
                "--only" => options with { Only = Value(arguments, ref index) },
                "--folder" => options with { Folder = Path.GetFullPath(Value(arguments, ref index)) },
                var unknown => throw new ArgumentException($"unknown option {unknown}: there are --only TEXT, --long, --list and --folder DIR."),
            };
        }

        return options;
    }

    /// <summary>Whether a scenario is to run.</summary>
    public bool Wants(Scenario scenario) => scenario.Asked switch
    {
        _ when string.Equals(scenario.Name, Only, StringComparison.OrdinalIgnoreCase) => true,
        Asked.ByName => false,
        Asked.ByLong => Long && Fits(scenario.Name),
        _ => Fits(scenario.Name),
    };

    /// <summary>Whether a class of micro-benchmarks is to run.</summary>
    public bool Wants(Type micro) => Fits(MicroBenchmarks.NameOf(micro));

    private bool Fits(string name) => Only is null || name.Contains(Only, StringComparison.OrdinalIgnoreCase);

    private static string Value(IReadOnlyList<string> arguments, ref int index) =>
        ++index < arguments.Count ? arguments[index] : throw new ArgumentException($"{arguments[index - 1]} needs a value.");
}
