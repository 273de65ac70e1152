namespace Arena.Edge.Doctor.Reports;

/// <summary>For people: a line for each check as it ends, what to do below it, and the sum at the end.</summary>
/// <param name="output">Where.</param>
/// <param name="dumps">Also write what was read, for support.</param>
internal sealed class TextReport(TextWriter output, bool dumps)
{
    private const string Indent = "           ";

    public void Begin(string? subject, DateTimeOffset at) =>
        output.WriteLine(FormattableString.Invariant($"arena-edge doctor, {subject ?? "this machine"}, {at:yyyy-MM-dd'T'HH:mm:ss'Z'}"));

    public void Write(Examined examined)
    {
        var finding = examined.Finding;
        output.WriteLine($"  {Verdict.Word(finding.Status),-8} {examined.Check.Name}: {finding.Sentence}");
        if (finding.Advice is { } advice) output.WriteLine($"{Indent}to do: {advice}");
        if (!dumps || finding.Dump is not { Length: > 0 } dump) return;
        output.WriteLine(FormattableString.Invariant($"{Indent}took {examined.Took.TotalMilliseconds:0} ms"));
        foreach (var line in dump.Split('\n')) output.WriteLine($"{Indent}| {line}");
    }

    public void End(Verdict verdict)
    {
        foreach (var left in verdict.LeftOut) output.WriteLine($"  left out: {left}");
        output.WriteLine(string.Join(", ", Enum.GetValues<CheckStatus>().Select(status => $"{verdict.Count(status)} {Verdict.Word(status)}")));
    }
}
