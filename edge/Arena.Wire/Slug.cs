using System.Buffers;

namespace Arena.Wire;

/// <summary>
/// The form of a site's, node's, zone's and point's name: 1 to 63 characters of a–z, 0–9 and hyphen, beginning and ending with a letter or
/// digit. It needs no escaping in an MQTT topic, a SenML name, a line-protocol tag or an address.
/// </summary>
public static class Slug
{
    private static readonly SearchValues<char> Allowed = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    public const int MaxLength = 63;

    public static bool IsValid(ReadOnlySpan<char> name) =>
        name.Length is > 0 and <= MaxLength && name[0] != '-' && name[^1] != '-' && !name.ContainsAnyExcept(Allowed);
}
