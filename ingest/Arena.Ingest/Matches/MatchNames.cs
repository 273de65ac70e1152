using System.Globalization;
using System.Text;

namespace Arena.Ingest.Matches;

/// <summary>Names of matches: the local day and the opponent, <c>2026-05-16-ifk-varnamo</c>.</summary>
internal static class MatchNames
{
    private const int Longest = 63;

    // Letters of the Nordic and neighbouring languages, and what manifests write for them.
    private const string Marked = "åäöøéèüðáíóúýñç";
    private const string Unmarked = "aaooeeudaiouync";

    /// <summary>The name, or null when the opponent has no letter or digit that can stand in one.</summary>
    public static string? Of(DateTimeOffset localKickOff, string opponent)
    {
        var name = new StringBuilder(localKickOff.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        var bare = name.Length;
        var gap = true;
        foreach (var letter in opponent.ToLowerInvariant())
        {
            var plain = Plain(letter);
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

    private static string? Plain(char letter) => letter switch
    {
        'æ' => "ae",
        'ß' => "ss",
        'þ' => "th",
        _ when Marked.IndexOf(letter, StringComparison.Ordinal) is >= 0 and var place => Unmarked[place].ToString(),
        _ => char.IsAsciiLetterOrDigit(letter) ? letter.ToString() : null,
    };
}
