namespace Arena.Edge.Doctor;

/// <summary>Something that is looked at. It may block and it may throw; <see cref="Examination"/> stands both.</summary>
/// <param name="Name">Stable, for scripts: <c>supply</c>, <c>line kitchen-main</c>.</param>
/// <param name="Look">Looks.</param>
internal sealed record Check(string Name, Func<CancellationToken, Task<Finding>> Look)
{
    public Check(string name, Func<Finding> look)
        : this(name, _ => Task.FromResult(look()))
    {
    }

    /// <summary>What it may take; more is a failure.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(15);
}

/// <summary>A check that was made.</summary>
/// <param name="Check">Which.</param>
/// <param name="Finding">What it found.</param>
/// <param name="Took">How long it looked.</param>
internal sealed record Examined(Check Check, Finding Finding, TimeSpan Took);
