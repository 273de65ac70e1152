using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Arena.Mqtt;

/// <summary>PEM files of TLS. A link reads them again for each connection, so that what is renewed on the disk is used without a restart.</summary>
/// <param name="Authority">The authorities that may have signed the broker's certificate; null for the machine's own.</param>
/// <param name="Certificate">Our own certificate, or null.</param>
/// <param name="Key">Its private key; not null when there is a certificate.</param>
public sealed record MqttTlsFiles(string? Authority, string? Certificate, string? Key)
{
    /// <summary>Reads the authorities; null where no file is named.</summary>
    /// <exception cref="IOException">The file can't be read; likewise <see cref="UnauthorizedAccessException"/>.</exception>
    /// <exception cref="CryptographicException">It holds no certificate.</exception>
    public X509Certificate2Collection? ReadAuthorities()
    {
        if (Authority is null) return null;
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPemFile(Authority);
        return authorities.Count > 0 ? authorities : throw new CryptographicException("it holds no certificate");
    }

    /// <summary>Reads our own certificate with its key; null where no file is named.</summary>
    /// <exception cref="IOException">A file can't be read; likewise <see cref="UnauthorizedAccessException"/>.</exception>
    /// <exception cref="CryptographicException">They are no certificate and its key.</exception>
    public X509Certificate2? ReadCertificate() =>
        Certificate is null || Key is null ? null : X509Certificate2.CreateFromPemFile(Certificate, Key);
}
