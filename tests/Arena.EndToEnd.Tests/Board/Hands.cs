using System.Text.Json;
using Microsoft.Playwright;

namespace Arena.EndToEnd.Tests.Board;

/// <summary>What a hand in a glove meets on a page: how large everything is that can be tapped, and what lies outside the screen.</summary>
internal static class Hands
{
    /// <summary>CSS pixels of the smallest thing to tap.</summary>
    public const int SmallestTarget = 48;

    // A control that lies unseen over its own label is as large as the label's drawn part. Half a pixel is rounding.
    private const string Small =
        """
        (smallest) => [...document.querySelectorAll('a[href], button, select, textarea, summary, input, [role=button], [role=tab], [role=link]')]
          .filter((each) => each.checkVisibility({ visibilityProperty: true }) && !each.closest('[inert]') && !each.matches('.skip'))
          .map((each) => ({ each, box: (each.closest('label') ?? each).getBoundingClientRect() }))
          .filter(({ box }) => box.width > 0 && (box.width < smallest - 0.5 || box.height < smallest - 0.5))
          .map(({ each, box }) => `${each.outerHTML.slice(0, 90)} is ${Math.round(box.width)} × ${Math.round(box.height)}`)
        """;

    private const string Outside =
        """
        () => document.documentElement.scrollWidth <= window.innerWidth ? [] : [...document.querySelectorAll('body *')]
          .filter((each) => each.checkVisibility() && each.getBoundingClientRect().right > window.innerWidth + 1)
          .map((each) => `${each.outerHTML.slice(0, 90)} ends at ${Math.round(each.getBoundingClientRect().right)} of ${window.innerWidth}`)
          .slice(0, 12)
        """;

    private const string Cut =
        """
        () => [...document.querySelectorAll('body *')]
          .filter((each) => each.checkVisibility() && ['hidden', 'clip'].includes(getComputedStyle(each).overflowX) && !each.matches('.sr-only')
            && each.scrollWidth > each.clientWidth + 1 && [...each.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim() !== ''))
          .map((each) => `${each.outerHTML.slice(0, 90)} shows ${each.clientWidth} of ${each.scrollWidth}`)
          .slice(0, 12)
        """;

    /// <summary>A line for each text that doesn't fit where it stands.</summary>
    public static async Task<IReadOnlyList<string>> CutAsync(IPage page) => Lines(await page.EvaluateAsync<JsonElement>(Cut));

    /// <summary>A line for each thing to tap that is smaller than <see cref="SmallestTarget"/> either way.</summary>
    public static async Task<IReadOnlyList<string>> SmallTargetsAsync(IPage page) => Lines(await page.EvaluateAsync<JsonElement>(Small, SmallestTarget));

    /// <summary>Where a page scrolls sideways: a line for each element that is why.</summary>
    public static async Task<IReadOnlyList<string>> OutsideAsync(IPage page) => Lines(await page.EvaluateAsync<JsonElement>(Outside));

    private static List<string> Lines(JsonElement found) => [.. found.EnumerateArray().Select(line => line.GetString()!)];
}
