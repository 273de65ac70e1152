using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Arena.Mqtt;

namespace Arena.Edge.Doctor.Network;

/// <summary>The way to the broker below MQTT: its name, its port, its certificate. Each says which step fails.</summary>
/// <param name="broker">Address and TLS.</param>
/// <param name="time">For the certificate's age.</param>
internal sealed class BrokerPath(MqttLinkOptions broker, TimeProvider time)
{
    private static readonly TimeSpan EndsSoon = TimeSpan.FromDays(30);

    /// <summary>The port answered: what comes after it may be looked at.</summary>
    public bool IsReached { get; private set; }

    public async Task<Finding> NameAsync(CancellationToken cancellationToken)
    {
        if (IPAddress.TryParse(broker.Host, out _)) return Finding.Ok($"The broker is given by its address, {broker.Host}.");
        try
        {
            var addresses = await Dns.GetHostAddressesAsync(broker.Host, cancellationToken);
            return Finding.Ok($"The name {broker.Host} is {string.Join(", ", addresses.AsEnumerable())}.");
        }
        catch (SocketException error)
        {
            return Finding.Failed($"The name {broker.Host} is not found: {error.Message}.", $"Check its spelling, the network cable and the name server ('resolvectl status').");
        }
    }

    public async Task<Finding> PortAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var socket = await ConnectAsync(cancellationToken);
            IsReached = true;
            return Finding.Ok($"Something listens at {broker.Host}, port {broker.Port}.");
        }
        catch (SocketException error)
        {
            return Finding.Failed($"{broker.Host}, port {broker.Port}, can't be reached: {error.Message}.", $"See whether the broker runs there, and whether a firewall is between; 1883 is plain, 8883 TLS.");
        }
    }

    public async Task<Finding> TlsAsync(CancellationToken cancellationToken)
    {
        if (broker.Tls is not { } tls) return Finding.Skipped($"The connection is not encrypted (no --tls-ca).");
        if (!IsReached) return Finding.Skipped($"The broker can't be reached, so its certificate is not seen.");
        X509Certificate2? shown = null;
        try
        {
            await using var stream = new SslStream(new NetworkStream(await ConnectAsync(cancellationToken), ownsSocket: true));
            await stream.AuthenticateAsClientAsync(Authentication(tls, certificate => shown = certificate), cancellationToken);
            if (shown is null) return Finding.Failed($"The broker shows no certificate.", $"Give the broker one.");
            var left = shown.NotAfter.ToUniversalTime() - time.GetUtcNow().UtcDateTime;
            var dump = $"{stream.SslProtocol}, {shown.Subject}, from {shown.Issuer}, until {shown.NotAfter.ToUniversalTime():u}";
            return left > EndsSoon
                ? Finding.Ok($"The connection is encrypted, and the broker's certificate is right for another {left.TotalDays:0} days.") with { Dump = dump }
                : Finding.Warning($"The broker's certificate ends in {left.TotalDays:0} days.", $"Renew it; nodes need nothing new as long as its authority stays.") with { Dump = dump };
        }
        catch (Exception error) when (error is AuthenticationException or IOException or SocketException)
        {
            var why = error.InnerException?.Message ?? error.Message;
            return Finding.Failed($"TLS with the broker fails: {why}", $"Give --tls-ca the authority that signed the broker's certificate, connect by the name in it, and check the clock.") with
            {
                Dump = shown is null ? null : $"{shown.Subject}, from {shown.Issuer}, {shown.NotBefore.ToUniversalTime():u} to {shown.NotAfter.ToUniversalTime():u}",
            };
        }
        finally
        {
            shown?.Dispose();
        }
    }

    private SslClientAuthenticationOptions Authentication(MqttTlsOptions tls, Action<X509Certificate2> shown)
    {
        var policy = new X509ChainPolicy { RevocationMode = X509RevocationMode.NoCheck };
        if (tls.Authorities is { } authorities)
        {
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            policy.CustomTrustStore.AddRange(authorities);
        }

        return new SslClientAuthenticationOptions
        {
            TargetHost = tls.ServerName ?? broker.Host,
            CertificateChainPolicy = policy,
            ClientCertificates = tls.ClientCertificate is { } own ? [own] : null,
            RemoteCertificateValidationCallback = (_, certificate, _, errors) =>
            {
                if (certificate is not null) shown(new X509Certificate2(certificate));
                return errors == SslPolicyErrors.None;
            },
        };
    }

    private async Task<Socket> ConnectAsync(CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(broker.Host, broker.Port, cancellationToken);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
