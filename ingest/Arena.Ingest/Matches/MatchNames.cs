using System.Globalization;
using System.Text;

namespace Arena.Ingest.Matches;

/// <summary>Names of matches: the local day and the opponent, <c>2026-05-16-ifk-varnamo</c>.</summary>
internal static class MatchNames
{
    private const int Longest = 63;

    // Letters of the Nordic and neighbouring languages, as manifests write them.
    private static readonly Dictionary<char, string> Plain = new()
    {
        ['å'] = "a", ['ä'] = "a", ['ö'] = "o", ['ø'] = "o", ['æ'] = "ae", ['é'] = "e", ['è'] = "e", ['ü'] = "u", ['ß'] = "ss", ['ð'] = "d", ['þ'] = "th",
        ['á'] = "a", ['í'] = "i", ['ó'] = "o", ['ú'] = "u", ['ý'] = "y", ['ñ'] = "n", ['ç'] = "c",
    };

    /// <summary>The name, or null when the opponent has no letter or digit that can stand in one.</summary>
    public static string? Of(DateTimeOffset localKickOff, string opponent)
    {
        var name = new StringBuilder(localKickOff.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        var bare = name.Length;
        var gap = true;
        foreach (var letter in opponent.ToLowerInvariant())
        {
            var plain = Plain.GetValueOrDefault(letter) ?? (char.IsAsciiLetterOrDigit(letter) ? letter.ToString() : null);
            if (plain is null)
            {
                gap = true;
                continue;
            }

            if (name.Length + plain.Length + 1 > Longest)
                break;
            name.Append(gap ? "-" : "").Append(plain);
            gap = false;
        }

        return name.Length == bare ? null : name.ToString();
    }
}
