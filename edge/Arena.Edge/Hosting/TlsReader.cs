using System.Security.Cryptography;
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
        var files = new MqttTlsFiles(authority, certificate, key);
        return new MqttTlsOptions
        {
            Authorities = Load("--tls-ca", authority, files.ReadAuthorities),
            ClientCertificate = Load("--tls-cert", certificate, files.ReadCertificate),
            Files = files,
        };
    }

    private T? Load<T>(string option, string? path, Func<T?> load)
        where T : class
    {
        try
        {
            return load();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or CryptographicException)
        {
            faults.Add($"{option} {path} can't be used ({error.Message}): give a PEM file this user may read");
            return null;
        }
    }
}
