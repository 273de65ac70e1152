using System.Globalization;
using System.Text;

namespace Arena.Site.Yaml;

/// <summary>
/// Which characters may stand in a name that people read. Control characters break lines and terminals; right-to-left
/// characters reorder what stands around them, so that a name can look like another one (Unicode TR 36).
/// </summary>
internal static class Characters
{
    private static readonly (int First, int Last)[] RightToLeft =
    [
        (0x0590, 0x08FF), (0x200E, 0x200F), (0x202A, 0x202E), (0x2066, 0x2069), (0xFB1D, 0xFDFF), (0xFE70, 0xFEFF),
        (0x10800, 0x10FFF), (0x1E800, 0x1EFFF),
    ];

    public static bool IsDisplayable(Rune rune) => !IsControl(rune) && !IsRightToLeft(rune);

    /// <summary>Also a half of a surrogate pair, which reading turns into U+FFFD: neither can be shown.</summary>
    public static bool IsControl(Rune rune) =>
        rune == Rune.ReplacementChar || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;

    public static bool IsRightToLeft(Rune rune) => Array.Exists(RightToLeft, range => rune.Value >= range.First && rune.Value <= range.Last);

    /// <summary>"U+202E".</summary>
    public static string Code(Rune rune) => string.Create(CultureInfo.InvariantCulture, $"U+{rune.Value:X4}");
}
