namespace Arena.Edge.Doctor;

/// <summary>What a check found.</summary>
/// <param name="Status">How it went.</param>
/// <param name="Sentence">For everyone: one plain sentence.</param>
/// <param name="Advice">What to do; null where there is nothing to do.</param>
internal sealed record Finding(CheckStatus Status, string Sentence, string? Advice = null)
{
    /// <summary>For support: what was read, as it was read. Never a secret.</summary>
    public string? Dump { get; init; }

    public static Finding Ok(FormattableString sentence) => new(CheckStatus.Ok, FormattableString.Invariant(sentence));

    public static Finding Warning(FormattableString sentence, FormattableString advice) =>
        new(CheckStatus.Warning, FormattableString.Invariant(sentence), FormattableString.Invariant(advice));

    public static Finding Failed(FormattableString sentence, FormattableString advice) =>
        new(CheckStatus.Failed, FormattableString.Invariant(sentence), FormattableString.Invariant(advice));

    public static Finding Skipped(FormattableString sentence) => new(CheckStatus.Skipped, FormattableString.Invariant(sentence));

    /// <summary>A driver's own message, which ends in what to do.</summary>
    public static Finding Failed(Exception fault) => new(CheckStatus.Failed, fault.Message);
}
