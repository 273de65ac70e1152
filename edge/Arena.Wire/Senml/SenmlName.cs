using System.Buffers;

namespace Arena.Wire.Senml;

/// <summary>The characters of a SenML name (RFC 8428 section 4.5.1): letters, digits and <c>- : . / _</c>, the first a letter or digit.</summary>
internal static class SenmlName
{
    private static readonly SearchValues<byte> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-:./_"u8);

    public static bool IsValid(ReadOnlySpan<byte> baseName, ReadOnlySpan<byte> name)
    {
        var first = baseName.IsEmpty ? name[0] : baseName[0];
        return char.IsAsciiLetterOrDigit((char)first) && !baseName.ContainsAnyExcept(Allowed) && !name.ContainsAnyExcept(Allowed);
    }
}
