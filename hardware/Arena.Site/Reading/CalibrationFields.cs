using System.Globalization;

namespace Arena.Site.Reading;

/// <summary>What sensors that are calibrated where they hang have in common: when that was, and whether the raw reading is wanted too.</summary>
internal static class CalibrationFields
{
    public static readonly string[] Keys = ["calibrated", "raw"];

    private const int LongestName = 60;

    /// <summary>A date and a name: <c>2026-11-22 Anna Berg</c>; null where it is left out or can't be read.</summary>
    public static Calibration? Calibrated(Fields fields)
    {
        var field = fields.Optional("calibrated");
        if (field.Display() is not { } text)
            return null;
        var (date, name) = text.Split(' ', 2) is [var first, var rest] ? (first, rest.Trim()) : (text, "");
        if (!DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var on))
            field.Refuse("does not begin with a date");
        else if (name.Length is 0 or > LongestName)
            field.Refuse("names nobody after the date", "Write the date and who calibrated it: '2026-11-22 Anna Berg'.");
        else
            return new Calibration(on, name);
        return null;
    }

    public static bool Raw(Fields fields) => fields.Optional("raw").Flag() ?? false;
}
