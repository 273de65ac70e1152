using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Arena.Mqtt.Links;

/// <summary>Opens the way to the broker: TCP, and TLS on it when asked for.</summary>
internal static class BrokerStream
{
    /// <exception cref="SocketException">Not reachable.</exception>
    /// <exception cref="AuthenticationException">The certificate is not accepted; the message says why.</exception>
    /// <exception cref="IOException">The connection broke in the TLS handshake.</exception>
    public static async Task<(Socket Socket, Stream Stream)> OpenAsync(MqttLinkOptions options, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        NetworkStream? network = null;
        try
        {
            await socket.ConnectAsync(options.Host, options.Port, cancellationToken);
            network = new NetworkStream(socket, ownsSocket: true);
            return (socket, options.Tls is null ? network : await SecureAsync(network, options.Tls, options.Host, cancellationToken));
        }
        catch
        {
            if (network is not null) await network.DisposeAsync();
            socket.Dispose();
            throw;
        }
    }

    private static async Task<Stream> SecureAsync(NetworkStream network, MqttTlsOptions tls, string host, CancellationToken cancellationToken)
    {
        string? refusal = null;
        tls = AsOnDisk(tls);
        var name = tls.ServerName ?? host;
        var stream = new SslStream(network);
        var authentication = new SslClientAuthenticationOptions
        {
            TargetHost = name,
            CertificateChainPolicy = PolicyFor(tls),
            RemoteCertificateValidationCallback = (_, _, chain, errors) =>
            {
                refusal = errors == SslPolicyErrors.None ? null : Why(errors, chain, name);
                return errors == SslPolicyErrors.None;
            },
        };
        if (tls.ClientCertificate is { } own)
            authentication.ClientCertificateContext = SslStreamCertificateContext.Create(own, additionalCertificates: null, offline: true);
        try
        {
            await stream.AuthenticateAsClientAsync(authentication, cancellationToken);
            return stream;
        }
        catch (AuthenticationException failure)
        {
            await stream.DisposeAsync();
            throw new AuthenticationException(refusal ?? $"TLS failed: {failure.InnerException?.Message ?? failure.Message}", failure);
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }
    }

    // Who renews writes one file after the other, so between the two they may not fit; the next attempt reads them again.
    private static MqttTlsOptions AsOnDisk(MqttTlsOptions tls)
    {
        if (tls.Files is not { } files) return tls;
        try
        {
            return tls with { Authorities = files.ReadAuthorities(), ClientCertificate = files.ReadCertificate() };
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new AuthenticationException($"the files of TLS can't be used: {failure.Message}", failure);
        }
    }

    // A venue's own authority publishes no revocation lists; a lost node is shut out by the broker's access list.
    private static X509ChainPolicy PolicyFor(MqttTlsOptions tls)
    {
        var policy = new X509ChainPolicy { RevocationMode = X509RevocationMode.NoCheck };
        if (tls.Authorities is null) return policy;
        policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        policy.CustomTrustStore.AddRange(tls.Authorities);
        return policy;
    }

    private static string Why(SslPolicyErrors errors, X509Chain? chain, string name)
    {
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable)) return "the broker showed no certificate";
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch)) return $"the broker's certificate is not for '{name}'";
        var statuses = string.Join(", ", chain?.ChainStatus.Select(status => status.Status.ToString()).Distinct() ?? []);
        return $"the broker's certificate is not from an authority we trust, or not valid now ({statuses})";
    }
}
