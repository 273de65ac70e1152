using System.Text.Json;
using Arena.EndToEnd.Tests.House;
using Microsoft.Playwright;

namespace Arena.EndToEnd.Tests.Board;

/// <summary>axe-core in a page: what it finds broken of WCAG 2.2, levels A and AA.</summary>
internal static class Axe
{
    private const string Run =
        """
        async () => (await axe.run(document, {
          runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa'] },
          resultTypes: ['violations'],
        })).violations.flatMap((broken) => broken.nodes.map((node) => `${broken.id}: ${node.target.join(' ')}: ${node.failureSummary.replace(/\s+/g, ' ')}`))
        """;

    // From its own package, and evaluated from outside the page: the board's content security policy stays as it is.
    private static readonly Lazy<string> Source = new(() => File.ReadAllText(
        Path.Combine(Repository.Root, "dashboards", "board", "node_modules", "axe-core", "axe.min.js")));

    /// <summary>A line for each element that breaks a rule; none when all is well.</summary>
    public static async Task<IReadOnlyList<string>> ViolationsAsync(IPage page)
    {
        if (!await page.EvaluateAsync<bool>("'axe' in window"))
            await page.EvaluateAsync(Source.Value);
        var found = await page.EvaluateAsync<JsonElement>(Run);
        return [.. found.EnumerateArray().Select(line => line.GetString()!)];
    }
}
