using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Arena.EndToEnd.Tests.FrontDoor;

/// <summary>A certificate of the board for this machine, signed by itself, as PEM files beside each other: <c>PATH.pem</c> and <c>PATH.key</c>.</summary>
internal sealed class BoardCertificate
{
    public BoardCertificate(string path)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=board.example", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(2));
        (Certificate, Key) = (path + ".pem", path + ".key");
        File.WriteAllText(Certificate, made.ExportCertificatePem());
        File.WriteAllText(Key, key.ExportPkcs8PrivateKeyPem());
    }

    public string Certificate { get; }

    public string Key { get; }

    /// <summary>A client that trusts this certificate and no other.</summary>
    public HttpClient Trusting() => new(new SocketsHttpHandler
    {
        SslOptions = new SslClientAuthenticationOptions
        {
            CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                CustomTrustStore = { X509CertificateLoader.LoadCertificateFromFile(Certificate) },
                RevocationMode = X509RevocationMode.NoCheck,
            },
        },
    });
}
