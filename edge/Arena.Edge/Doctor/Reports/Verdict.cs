namespace Arena.Edge.Doctor.Reports;

/// <summary>An examination that is over.</summary>
/// <param name="Subject">The node, or null for the machine alone.</param>
/// <param name="At">When it began, UTC.</param>
/// <param name="Hardware">The driver asked for: <c>linux</c>, <c>virtual</c>.</param>
/// <param name="Examined">Every check in order.</param>
/// <param name="LeftOut">What was not looked at, and why.</param>
internal sealed record Verdict(string? Subject, DateTimeOffset At, string Hardware, IReadOnlyList<Examined> Examined, IReadOnlyList<string> LeftOut)
{
    public int Count(CheckStatus status) => Examined.Count(one => one.Finding.Status == status);

    /// <summary>The worst of them: failed, warning or ok.</summary>
    public CheckStatus Result => Count(CheckStatus.Failed) > 0 ? CheckStatus.Failed : Count(CheckStatus.Warning) > 0 ? CheckStatus.Warning : CheckStatus.Ok;

    /// <summary>The word of a status in every report.</summary>
    public static string Word(CheckStatus status) => status switch
    {
        CheckStatus.Ok => "ok",
        CheckStatus.Warning => "warning",
        CheckStatus.Failed => "failed",
        _ => "skipped",
    };
}
