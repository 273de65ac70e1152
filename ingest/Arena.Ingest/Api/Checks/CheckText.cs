using System.Globalization;

namespace Arena.Ingest.Api.Checks;

/// <summary>Strict readings of what a body about checks says.</summary>
internal static class CheckText
{
    private const int LongestName = 80;

    public static double Kg(string parameter, double kg, double most) => kg > 0 && kg <= most
        ? kg
        : throw ApiFault.BadParameter(parameter, $"{parameter} is {kg.ToString(CultureInfo.InvariantCulture)}.", $"Send more than 0 and at most {most} kg; leave a part out that isn't there.");

    public static string Name(string? name) => name?.Trim() is { Length: > 0 and <= LongestName } text && !text.Any(char.IsControl)
        ? text
        : throw ApiFault.BadParameter("name", "name is missing or can't be so.", $"Send a name of 1 to {LongestName} characters.");

    public static string OneOf(string parameter, string? word, IReadOnlyList<string> words) => word is not null && words.Contains(word)
        ? word
        : throw ApiFault.BadParameter(parameter, $"{parameter} is \"{QueryText.Shown(word ?? "")}\".", $"Use one of {string.Join(", ", words)}.");
}
