using System.Text;

namespace Arena.Site.Yaml;

/// <summary>Shows what stands in a file inside a one-line message: control and direction characters as their code, long text cut.</summary>
internal static class Quoting
{
    public static string Short(string text, int longest = 60)
    {
        var shown = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (shown.Length >= longest)
                return shown.Append('…').ToString();
            if (Characters.IsDisplayable(rune))
                shown.Append(rune.ToString());
            else
                shown.Append(Characters.Code(rune));
        }

        return shown.ToString();
    }
}
