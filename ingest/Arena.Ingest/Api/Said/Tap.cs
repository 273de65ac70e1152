namespace Arena.Ingest.Api.Said;

/// <summary>Strict readings of what comes with every tap of a phone.</summary>
internal static class Tap
{
    private const int Digits = 32;
    private const int LongestNote = 200;

    /// <summary>The phone's own name for a tap. It names files too, so nothing but hex digits gets through.</summary>
    /// <exception cref="ApiFault">It is missing, or no such name.</exception>
    public static string Id(string parameter, string? text) => text is { Length: Digits } && text.All(char.IsAsciiHexDigitLower)
        ? text
        : throw ApiFault.BadParameter(parameter, $"{parameter} is missing or can't be so.", $"Send {Digits} hex digits, 0-9 and a-f, new and random for each thing you say.");

    /// <summary>A note in someone's own words; null where there is none.</summary>
    /// <exception cref="ApiFault">It is too long, or has line breaks or other control characters in it.</exception>
    public static string? Note(string? note) => note?.Trim() switch
    {
        null or "" => null,
        { Length: <= LongestNote } text when !text.Any(char.IsControl) => text,
        _ => throw ApiFault.BadParameter("note", "note is too long or has line breaks in it.", $"Send at most {LongestNote} characters on one line."),
    };
}
