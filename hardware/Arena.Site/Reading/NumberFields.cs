using System.Globalization;
using Arena.Site.Yaml;

namespace Arena.Site.Reading;

/// <summary>Numbers and positions.</summary>
internal static class NumberFields
{
    /// <summary>A whole number from <paramref name="min"/> to <paramref name="max"/>, decimal or as 0x70.</summary>
    public static int? Integer(this Field field, int min, int max)
    {
        if (field.Text() is not { } text)
            return null;
        if (!TryInteger(text, out var value))
            field.Refuse($"is '{Quoting.Short(text)}', not a whole number");
        else if (value < min || value > max)
        {
            field.Refuse(
                $"is {text}, outside {Show(min, text)} to {Show(max, text)}",
                $"Write a number from {Show(min, text)} to {Show(max, text)}.");
        }
        else
            return (int)value;
        return null;
    }

    /// <summary>A finite number from <paramref name="min"/> to <paramref name="max"/>.</summary>
    public static double? Number(this Field field, double min, double max)
    {
        if (field.Text() is not { } text)
            return null;
        if (!TryNumber(text, out var value))
            field.Refuse($"is '{Quoting.Short(text)}', not a number", NumberFix(field.Key, text));
        else if (value < min || value > max)
        {
            field.Refuse(
                string.Create(CultureInfo.InvariantCulture, $"is {text}, outside {min} to {max}"),
                string.Create(CultureInfo.InvariantCulture, $"Write a number from {min} to {max}."));
        }
        else
            return value;
        return null;
    }

    /// <summary>[x, y] within the map; anywhere when the map itself couldn't be read.</summary>
    public static MapPosition? Position(this Field field, (double Width, double Height)? map)
    {
        if (field.Value is null)
            return null;
        if (field.Value is not ListNode { Items: [TextNode x, TextNode y] } || !TryNumber(x.Value, out var left) || !TryNumber(y.Value, out var top))
        {
            field.Refuse("is not a position [x, y]");
            return null;
        }

        if (map is { } size && (left < 0 || left > size.Width || top < 0 || top > size.Height))
        {
            field.Refuse(
                string.Create(CultureInfo.InvariantCulture, $"is [{left}, {top}], outside the map"),
                string.Create(CultureInfo.InvariantCulture, $"Write x from 0 to {size.Width} and y from 0 to {size.Height}, measured from the upper left corner."));
            return null;
        }

        return new MapPosition(left, top);
    }

    public static bool TryNumber(string text, out double value) =>
        double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);

    public static bool TryInteger(string text, out long value) =>
        text.StartsWith("0x", StringComparison.Ordinal)
            ? long.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value)
            : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);

    private static string NumberFix(string key, string text) =>
        TryNumber(text.Replace(',', '.'), out _) ? $"Write a decimal point: {text.Replace(',', '.')}." : $"Write it like '{Examples.Of(key)}'.";

    /// <summary>As the technician wrote it: addresses in hexadecimal stay so.</summary>
    private static string Show(int value, string like) =>
        like.StartsWith("0x", StringComparison.Ordinal) && value >= 0
            ? string.Create(CultureInfo.InvariantCulture, $"0x{value:X2}")
            : value.ToString(CultureInfo.InvariantCulture);
}
