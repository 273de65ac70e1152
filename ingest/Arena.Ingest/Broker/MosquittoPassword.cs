using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Arena.Ingest.Broker;

/// <summary>A line of Mosquitto's password file: <c>user:$7$iterations$salt$hash</c>, PBKDF2 with SHA-512.</summary>
/// <remarks>Source: mosquitto 2.0, <c>mosquitto_passwd</c>: 12 bytes of salt, 64 bytes of hash, base64.</remarks>
internal static class MosquittoPassword
{
    // A password made here has 192 random bits: nobody gains by trying, so the broker need not be slowed at every connect.
    private const int Iterations = 101;
    private const int SaltBytes = 12;
    private const int HashBytes = 64;

    /// <summary>A new password: 192 random bits, URL-safe.</summary>
    public static string Make() =>
        Convert.ToBase64String(RandomNumberGenerator.GetBytes(24)).Replace('+', '-').Replace('/', '_');

    public static string Line(string user, string password)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        var hash = Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(password), salt, Iterations, HashAlgorithmName.SHA512, HashBytes);
        return string.Create(
            CultureInfo.InvariantCulture, $"{user}:$7${Iterations}${Convert.ToBase64String(salt)}${Convert.ToBase64String(hash)}");
    }
}
