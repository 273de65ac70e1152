using System.Security.Cryptography;
using Arena.Ingest.Api.Admin;
using Arena.Mqtt;

namespace Arena.Ingest.Hosting;

/// <summary>The settings that name files and folders.</summary>
internal sealed partial class SettingsReader
{
    private string ReadData()
    {
        if (settings.Data is null)
        {
            _faults.Add("--data is missing: name the folder for the database.");
            return "";
        }

        try
        {
            var folder = Directory.CreateDirectory(settings.Data).FullName;
            var probe = Path.Combine(folder, $".probe-{Environment.ProcessId}");
            using (File.Create(probe, 1, FileOptions.DeleteOnClose))
            {
            }

            if (!AdminSocket.Fits(folder))
                _faults.Add($"--data {folder} is too long: a Unix socket stands in it, whose path may have 107 bytes; choose a shorter one.");
            return folder;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            _faults.Add($"--data {settings.Data} can't be written ({error.Message}): choose another folder, or give this user the right to write it.");
            return "";
        }
    }

    private string? ReadBoard()
    {
        if (settings.Board is null)
        {
            var beside = Path.Combine(AppContext.BaseDirectory, "board");
            return File.Exists(Path.Combine(beside, "index.html")) ? beside : null;
        }

        if (File.Exists(Path.Combine(settings.Board, "index.html")))
            return settings.Board;
        _faults.Add($"--board {settings.Board} has no index.html: build the board (npm --prefix dashboards/board run build), or leave --board out.");
        return null;
    }

    private string? ReadSecret(string name, bool needed)
    {
        if (settings.Secrets is null)
            return null;
        var path = Path.Combine(settings.Secrets, name);
        try
        {
            if (File.Exists(path))
                return File.ReadAllText(path).TrimEnd('\r', '\n');
            if (needed)
                _faults.Add($"--secrets {settings.Secrets} has no file {name}: make it with 'arena-ingest access', or leave --secrets out.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            _faults.Add($"--secrets: {path} can't be read ({error.Message}): give this user the right to read it.");
        }

        return null;
    }

    private MqttTlsOptions? ReadTls()
    {
        if ((settings.TlsCert is null) != (settings.TlsKey is null))
            _faults.Add("--tls-cert and --tls-key belong together: name both or none.");
        if (!UsesTls)
            return null;

        var files = new MqttTlsFiles(settings.TlsCa, settings.TlsCert, settings.TlsKey);
        return new MqttTlsOptions
        {
            Authorities = Load("--tls-ca", settings.TlsCa, files.ReadAuthorities),
            ClientCertificate = Load("--tls-cert", settings.TlsCert, files.ReadCertificate),
            Files = files,
        };
    }

    private HttpsOptions? ReadHttps()
    {
        if ((settings.HttpsPort ?? settings.HttpsCertificate ?? settings.HttpsKey) is null)
            return null;
        if (settings is not { HttpsPort: not null, HttpsCertificate: { } certificate, HttpsKey: { } key })
        {
            _faults.Add("--https-port, --https-certificate and --https-key belong together: name all three or none.");
            return null;
        }

        var https = new HttpsOptions(ReadNumber("--https-port", settings.HttpsPort, 8443, 0, 65535), certificate, key);
        if (Load("--https-certificate", $"{certificate} with --https-key {key}", https.Read) is { } read)
            read.TargetCertificate.Dispose();
        return https;
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
            _faults.Add($"{option} {path} can't be used ({error.Message}): name a readable PEM file.");
            return null;
        }
    }
}
