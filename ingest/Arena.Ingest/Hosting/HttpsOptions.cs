using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Arena.Ingest.Hosting;

/// <summary>TLS of the API and the board: its port and PEM files.</summary>
/// <param name="Port">0 for any free one.</param>
/// <param name="Certificate">The board's own certificate first, then those between it and its authority.</param>
/// <param name="Key">Its private key.</param>
internal sealed record HttpsOptions(int Port, string Certificate, string Key)
{
    /// <summary>Reads both files.</summary>
    /// <exception cref="IOException">A file can't be read; likewise <see cref="UnauthorizedAccessException"/>.</exception>
    /// <exception cref="CryptographicException">They are no certificate and its key.</exception>
    public SslStreamCertificateContext Read()
    {
        var own = X509Certificate2.CreateFromPemFile(Certificate, Key);
        var between = new X509Certificate2Collection();
        between.ImportFromPemFile(Certificate);
        foreach (var each in between.Where(each => each.Thumbprint == own.Thumbprint).ToList())
            between.Remove(each);
        return SslStreamCertificateContext.Create(own, between, offline: true);
    }
}
