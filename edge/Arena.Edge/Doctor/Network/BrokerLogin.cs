using System.Security.Cryptography;
using Arena.Mqtt;
using Arena.Wire;
using Microsoft.Extensions.Logging.Abstractions;

namespace Arena.Edge.Doctor.Network;

/// <summary>Logs in at the broker as the node does, beside it, and listens for what ingest has told it.</summary>
/// <param name="node">The node's ack topic.</param>
/// <param name="broker">Address, TLS, user and password. The client id is doctor's own: the node's would throw a working node out.</param>
/// <param name="time">The clock.</param>
internal sealed class BrokerLogin(Topic node, MqttLinkOptions broker, TimeProvider time)
{
    /// <summary>A broker sends what it retains with its answer to the subscription; more is a slow network.</summary>
    private static readonly TimeSpan RetainedWithin = TimeSpan.FromSeconds(3);

    /// <summary>Logged in.</summary>
    public bool IsIn { get; private set; }

    /// <summary>The retained acknowledgement; null when the broker keeps none.</summary>
    public byte[]? Acknowledgement { get; private set; }

    public async Task<Finding> LookAsync(CancellationToken cancellationToken)
    {
        var options = broker with
        {
            ClientId = $"doctor-{node.Node}-{RandomNumberGenerator.GetHexString(8, lowercase: true)}",
            CleanStart = true,
            SessionExpiry = TimeSpan.Zero,
            Subscriptions = [new MqttSubscription(node.ToString(), QoS.AtLeastOnce)],
        };
        await using var link = MqttLinks.Create(options, time, NullLoggerFactory.Instance);
        var status = link.Status;
        link.Start();
        status = await link.WaitForStatusAsync(status, cancellationToken);
        var who = broker.UserName is { } user ? $"as {user} with its password" : "anonymously";
        if (!status.Online)
            return Finding.Failed($"The broker does not let the node in ({who}): {status.Reason}.", $"Check the password in NAME.mqtt of --secrets against the broker's, and that the broker's access list lets {node.Node} read {node}.");
        IsIn = true;
        Acknowledgement = await RetainedAsync(link, cancellationToken);
        return Finding.Ok($"The broker lets the node in {who}, and lets it read {node}.");
    }

    private async Task<byte[]?> RetainedAsync(IMqttLink link, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var timer = time.CreateTimer(_ => patience.Cancel(), null, RetainedWithin, Timeout.InfiniteTimeSpan);
        var deliveries = new MqttDelivery[1];
        try
        {
            if (!await link.WaitForDeliveriesAsync(patience.Token) || link.TakeDeliveries(deliveries) == 0) return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }

        var payload = deliveries[0].Payload.ToArray();
        link.Acknowledge(deliveries);
        return payload;
    }
}
