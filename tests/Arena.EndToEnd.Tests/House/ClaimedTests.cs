using System.Text.RegularExpressions;
using Xunit;

namespace Arena.EndToEnd.Tests.House;

/// <summary>Every numbered fault and bad input of <c>Faults/README.md</c> is claimed by a test, and none that is not in it.</summary>
[Trait("Category", "Check")]
public sealed partial class ClaimedTests
{
    private const string Table = "tests/Arena.EndToEnd.Tests/Faults/README.md";

    [Fact]
    public void Every_fault_is_claimed_by_a_test() => EveryRowIsClaimed("Fault", 34);

    [Fact]
    public void Every_bad_input_is_claimed_by_a_test() => EveryRowIsClaimed("BadInput", 49);

    [Fact]
    public void A_claim_stands_on_no_test_that_is_left_out()
    {
        var leftOut = from file in TestFiles()
                      from test in LeftOut().Matches(Text(file))
                      select $"{file}: {test.Value}";

        Assert.Empty(leftOut);
    }

    private static void EveryRowIsClaimed(string kind, int rows)
    {
        var title = kind == "Fault" ? "fault" : "bad input";
        var table = Text(Table).Split($"| {title} | what |")[1].Split("\n\n")[0];
        var listed = Row().Matches(table).ToDictionary(row => int.Parse(row.Groups["number"].ValueSpan), row => row.Groups["what"].Value);
        Assert.Equal(Enumerable.Range(1, rows), listed.Keys.Order());

        var claimed = TestFiles()
            .SelectMany(file => Claim().Matches(Text(file)))
            .Where(claim => claim.Groups["kind"].Value == kind)
            .Select(claim => int.Parse(claim.Groups["number"].ValueSpan))
            .ToHashSet();

        var missing = listed.Where(row => !claimed.Contains(row.Key)).Select(row => $"{kind} {row.Key}: {row.Value}");
        Assert.True(listed.Keys.All(claimed.Contains), $"no test claims\n{string.Join('\n', missing)}");
        Assert.Equal([], claimed.Except(listed.Keys));
    }

    private static IEnumerable<string> TestFiles() => Repository.TrackedFiles().Where(file =>
        (file.StartsWith("tests/", StringComparison.Ordinal) && file.EndsWith("Tests.cs", StringComparison.Ordinal))
        || (file.StartsWith("tests/", StringComparison.Ordinal) && file.EndsWith(".cs", StringComparison.Ordinal) && Text(file).Contains("[Trait(", StringComparison.Ordinal))
        || (file.StartsWith("dashboards/board/", StringComparison.Ordinal) && file.EndsWith(".test.ts", StringComparison.Ordinal)));

    private static string Text(string file) => File.ReadAllText(Path.Combine(Repository.Root, file));

    [GeneratedRegex(@"^\| (?<number>\d+) \| (?<what>.*?) \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Row();

    // In C# a trait, in the board's tests words in a test's name.
    [GeneratedRegex("""(?:^\s*\[(?:.*, )?Trait\("(?<kind>Fault|BadInput)", ?"|^\s*(?:it|test|describe)[.(].*\b(?<kind>Fault|BadInput) )(?<number>\d+)\b""", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Claim();

    [GeneratedRegex(@"\bSkip = .*", RegexOptions.None, 1_000)]
    private static partial Regex LeftOut();
}
