using Arena.Ingest.Api.Guard;

namespace Arena.Ingest.Api.Said;

/// <summary>Who says something, and under which name of their own.</summary>
internal static class Asker
{
    private const int Longest = 64;

    /// <summary>The name that is kept with what is said: of who is signed in; at this machine without signing in, <paramref name="who"/>.</summary>
    public static string Of(HttpContext context, string? who) => Visitor.Of(context).Person?.Name ?? Who(who);

    private static string Who(string? who) => who?.Trim() is { Length: > 0 and <= Longest } name && !name.Any(char.IsControl)
        ? name
        : throw ApiFault.BadParameter("who", "who is missing or can't be so.", $"Send the name of who says this, 1 to {Longest} characters: it is kept with it.");

    public static string? Action(string? action) => action is null or { Length: > 0 and <= Longest }
        ? action
        : throw ApiFault.BadParameter("action", "action can't be so.", $"Send a name of your own of 1 to {Longest} characters, another one for each thing you say, or leave it out.");
}
