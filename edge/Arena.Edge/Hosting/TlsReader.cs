using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Arena.Mqtt;

namespace Arena.Edge.Hosting;

/// <summary>Reads the PEM files of TLS; faults go to the given list.</summary>
internal sealed class TlsReader(List<string> faults)
{
    /// <summary>TLS options, or null when no file is named or one has a fault.</summary>
    public MqttTlsOptions? Read(string? authority, string? certificate, string? key)
    {
        if (authority is null && certificate is null && key is null) return null;
        if (certificate is null != key is null) faults.Add("--tls-cert and --tls-key belong together: give both or none");
        return new MqttTlsOptions
        {
            Authorities = authority is null ? null : Load("--tls-ca", authority, ReadAuthorities),
            ClientCertificate = certificate is null || key is null ? null : Load("--tls-cert", certificate, path => X509Certificate2.CreateFromPemFile(path, key)),
        };
    }

    private static X509Certificate2Collection ReadAuthorities(string path)
    {
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPemFile(path);
        return authorities.Count > 0 ? authorities : throw new CryptographicException("it holds no certificate");
    }

    private T? Load<T>(string option, string path, Func<string, T> load)
        where T : class
    {
        try
        {
            return load(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or CryptographicException)
        {
            faults.Add($"{option} {path} can't be used ({error.Message}): give a PEM file this user may read");
            return null;
        }
    }
}
