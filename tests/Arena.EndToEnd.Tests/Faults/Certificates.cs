using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Arena.EndToEnd.Tests.Faults;

/// <summary>A venue's own authority, and the certificates it writes into a folder: <c>ca.pem</c>, <c>broker.pem</c>, <c>client.pem</c>, each with its <c>.key</c>.</summary>
internal sealed class Certificates : IDisposable
{
    private static readonly TimeSpan ClockSkew = TimeSpan.FromHours(1);

    private readonly string _folder;
    private readonly X509Certificate2 _authority;

    public Certificates(string folder)
    {
        _folder = Directory.CreateDirectory(folder).FullName;
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Arena test authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        var now = TimeProvider.System.GetUtcNow();
        _authority = request.CreateSelfSigned(now - ClockSkew, now.AddDays(1));
        File.WriteAllText(PathOf("ca.pem"), _authority.ExportCertificatePem());
    }

    /// <summary>Mosquitto's lines for it: TLS, and nobody without a certificate.</summary>
    public string[] Broker =>
        [$"cafile {PathOf("ca.pem")}", $"certfile {PathOf("broker.pem")}", $"keyfile {PathOf("broker.key")}", "require_certificate true"];

    /// <summary>The options of our programs for it.</summary>
    public string[] Client => ["--tls-ca", PathOf("ca.pem"), "--tls-cert", PathOf("client.pem"), "--tls-key", PathOf("client.key")];

    /// <summary>Writes a certificate for the broker and one for its clients over those there are; returns when they expire.</summary>
    public DateTimeOffset Renew(TimeSpan validity)
    {
        // X.509 knows whole seconds.
        var end = DateTimeOffset.FromUnixTimeSeconds((TimeProvider.System.GetUtcNow() + validity).ToUnixTimeSeconds());
        Write("broker", end);
        Write("client", end);
        return end;
    }

    public void Dispose() => _authority.Dispose();

    private void Write(string name, DateTimeOffset end)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var signed = request.Create(_authority, end - ClockSkew, end, RandomNumberGenerator.GetBytes(8));
        File.WriteAllText(PathOf($"{name}.pem"), signed.ExportCertificatePem());
        File.WriteAllText(PathOf($"{name}.key"), key.ExportPkcs8PrivateKeyPem());
    }

    private string PathOf(string name) => Path.Combine(_folder, name);
}
