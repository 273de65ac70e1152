using Arena.Site.Reading;

namespace Arena.Site.Checks;

/// <summary>A kilowatt-hour or a kilo is counted once: one factor of a medium or fraction is counted, and one curve.</summary>
internal static class CountedCheck
{
    /// <param name="drafts">Factors or curves.</param>
    /// <param name="sharedBy">What only one of them may be counted for.</param>
    /// <param name="what">What that is called; empty for all of them.</param>
    /// <param name="faults">Where it reports.</param>
    public static void Run<T>(IReadOnlyList<ClimateDraft<T>> drafts, Func<T, string> sharedBy, string what, Faults faults)
        where T : class
    {
        foreach (var same in drafts.Where(draft => draft.Counted && draft.Read is not null).GroupBy(draft => sharedBy(draft.Read!)))
        {
            foreach (var second in same.Skip(1))
            {
                faults.Add(
                    second.At,
                    $"'{second.Name}' is counted, and so is '{same.First().Name}' (line {same.First().At.Line}){(what.Length == 0 ? "" : $" of {what} '{same.Key}'")}",
                    "Write 'counted: false' at one of them: it stays in the manifest as an alternative.");
            }
        }
    }
}
