using System.Security.Cryptography;
using System.Text;

namespace Arena.Ingest.People;

/// <summary>What is kept of a PIN: PBKDF2 with HMAC-SHA-512 and a salt of its own.</summary>
/// <remarks>
/// It slows down who has stolen the file; six digits stay six digits. What protects a PIN is that it opens something on shared phones alone, and few tries at a
/// time (<see cref="PinPauses"/>).
/// </remarks>
internal sealed record PinHash(byte[] Salt, int Rounds, byte[] Hash)
{
    /// <summary>As OWASP's cheat sheet on storing passwords has it for HMAC-SHA-512.</summary>
    private const int RoundsNow = 210_000;

    private const int Digits = 6;

    public static PinHash Of(string pin)
    {
        var salt = RandomNumberGenerator.GetBytes(16);
        return new PinHash(salt, RoundsNow, Derive(pin, salt, RoundsNow));
    }

    public bool Fits(string pin) => CryptographicOperations.FixedTimeEquals(Hash, Derive(pin, Salt, Rounds));

    /// <summary>Whether it is six digits.</summary>
    public static bool IsPossible(string? pin) => pin is { Length: Digits } && pin.All(char.IsAsciiDigit);

    /// <summary>Whether it is what people try first: one digit over and over, two that take turns, or a run up or down.</summary>
    public static bool IsEasy(string pin)
    {
        var steps = pin.Zip(pin.Skip(1), (one, next) => (next - one + 10) % 10).Distinct().ToList();
        var takesTurns = pin.Zip(pin.Skip(2), (one, next) => one == next).All(same => same);
        return takesTurns || (steps.Count == 1 && steps[0] is 0 or 1 or 9);
    }

    private static byte[] Derive(string pin, byte[] salt, int rounds) =>
        Rfc2898DeriveBytes.Pbkdf2(Encoding.ASCII.GetBytes(pin), salt, rounds, HashAlgorithmName.SHA512, 32);
}
