using System.Buffers.Text;
using System.Security.Cryptography;

namespace Arena.Ingest.People;

/// <summary>A secret that is told once and kept as its SHA-256 alone: 32 random bytes, 43 letters of base64url.</summary>
/// <remarks>A plain hash is enough: nobody guesses 256 bits, so there is nothing to slow down.</remarks>
internal static class Token
{
    private const int Bytes = 32;
    private const int Letters = 43;

    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>What is kept of it; null for what can't be one.</summary>
    public static byte[]? Hash(string? token)
    {
        if (token is not { Length: Letters } || !Base64Url.IsValid(token))
            return null;
        return SHA256.HashData(Base64Url.DecodeFromChars(token));
    }
}
