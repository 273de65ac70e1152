using System.Text;
using Arena.Site.Yaml;

namespace Arena.Site.Reading;

/// <summary>Names: those machines use in topics and tags, and those people read.</summary>
internal static class NameFields
{
    private const int LongestTitle = 80;
    private const string SlugRule = "Use a–z, 0–9 and '-', at most 63 characters, first and last no '-'";

    /// <summary>A slug written as a value.</summary>
    public static string? Slug(this Field field)
    {
        var text = field.Text();
        if (text is null || Wire.Slug.IsValid(text))
            return text;
        field.Refuse($"is '{Quoting.Short(text)}', which is no name for topics and tags", SlugFix(text));
        return null;
    }

    /// <summary>The name of an entry under <c>zones</c>, <c>points</c>, … ; also when it is bad, so that reading its keys goes on.</summary>
    public static string NameOf(string kind, TextNode key, Faults faults)
    {
        if (!Wire.Slug.IsValid(key.Value))
        {
            faults.Add(
                key.At,
                $"'{Quoting.Short(key.Value)}' is no name for a {kind}: names are used in topics and tags",
                SlugFix(key.Value));
        }

        return key.Value;
    }

    /// <summary>Swedish and English.</summary>
    public static Title? Title(this Field field)
    {
        if (field.Value is null)
            return null;
        return Title(field.Value, $"'{field.Key}' of {field.Owner}", field.Faults);
    }

    public static Title? Title(YamlNode node, string owner, Faults faults)
    {
        if (Fields.Open(node, owner, faults, "sv", "en") is not { } fields)
            return null;
        var swedish = fields.Required("sv").Display();
        var english = fields.Required("en").Display();
        return swedish is null || english is null ? null : new Title(swedish, english);
    }

    /// <summary>Text for people: one line, no control or right-to-left characters, at most 80 characters.</summary>
    public static string? Display(this Field field)
    {
        if (field.Text() is not { } text)
            return null;
        var bad = text.EnumerateRunes().Where(rune => !Characters.IsDisplayable(rune)).ToList();
        if (string.IsNullOrWhiteSpace(text))
            field.Refuse("is empty");
        else if (bad.Count > 0)
        {
            field.Refuse(
                $"has {(Characters.IsRightToLeft(bad[0]) ? "a right-to-left" : "a control")} character, {Characters.Code(bad[0])}: '{Quoting.Short(text)}'",
                "Type the text anew instead of pasting it.");
        }
        else if (text.Length > LongestTitle)
            field.Refuse($"is {text.Length} characters long; a screen shows {LongestTitle}", "Shorten it.");
        else
            return text.Trim();
        return null;
    }

    /// <summary>The rule, and the nearest name that keeps it.</summary>
    private static string SlugFix(string text)
    {
        var kept = new StringBuilder();
        foreach (var c in text.ToLowerInvariant().Replace('å', 'a').Replace('ä', 'a').Replace('ö', 'o'))
        {
            if (c is (>= 'a' and <= 'z') or (>= '0' and <= '9'))
                kept.Append(c);
            else if (kept.Length > 0 && kept[^1] != '-')
                kept.Append('-');
        }

        var proposal = kept.ToString().TrimEnd('-');
        return Wire.Slug.IsValid(proposal) ? $"{SlugRule}: '{proposal}'." : $"{SlugRule}.";
    }
}
