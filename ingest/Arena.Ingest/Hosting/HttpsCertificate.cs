using System.Net.Security;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Arena.Ingest.Hosting;

/// <summary>The certificate of the board as it lies on the disk: files that are renewed are used within a minute, without a restart.</summary>
/// <remarks>Files that can't be used leave the certificate as it was, and are told once for each change: a renewal that went wrong takes nobody's board away.</remarks>
internal sealed partial class HttpsCertificate(HttpsOptions files, TimeProvider time, ILogger<HttpsCertificate> logger)
{
    private static readonly TimeSpan Look = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private SslStreamCertificateContext? _read;
    private (DateTime Certificate, DateTime Key) _written;
    private DateTimeOffset _looked;

    /// <summary>Ends TLS on a port.</summary>
    public void Use(ListenOptions listen) => listen.UseHttps(new TlsHandshakeCallbackOptions
    {
        OnConnection = _ => ValueTask.FromResult(new SslServerAuthenticationOptions { ServerCertificateContext = Current() }),
    });

    /// <summary>The newest that could be read.</summary>
    public SslStreamCertificateContext Current()
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            if (_read is { } known && now < _looked + Look)
                return known;
            _looked = now;
            var written = (File.GetLastWriteTimeUtc(files.Certificate), File.GetLastWriteTimeUtc(files.Key));
            if (_read is null || written != _written)
                Read(written);
            var until = new DateTimeOffset(_read!.TargetCertificate.NotAfter);
            if (until < now)
                LogExpired(logger, files.Certificate, until);
            return _read;
        }
    }

    // The one before may still be in a handshake: it is left to the collector.
    private void Read((DateTime Certificate, DateTime Key) written)
    {
        try
        {
            _read = files.Read();
            var until = new DateTimeOffset(_read.TargetCertificate.NotAfter);
            LogRead(logger, files.Certificate, until);
        }
        catch (Exception fault) when (_read is not null && fault is IOException or UnauthorizedAccessException or CryptographicException)
        {
            LogFaulty(logger, files.Certificate, files.Key, fault.Message);
        }

        _written = written;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The board's certificate {File} holds until {Until:u}")]
    private static partial void LogRead(ILogger logger, string file, DateTimeOffset until);

    [LoggerMessage(Level = LogLevel.Error, Message = "The board's certificate expired at {Until:u}, and browsers refuse it: renew {File}; it is read anew within a minute")]
    private static partial void LogExpired(ILogger logger, string file, DateTimeOffset until);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Certificate} and {Key} were renewed and can't be used ({Fault}): the certificate stays as it was; write both files anew")]
    private static partial void LogFaulty(ILogger logger, string certificate, string key, string fault);
}
