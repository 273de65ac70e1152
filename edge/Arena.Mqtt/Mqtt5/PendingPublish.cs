namespace Arena.Mqtt.Mqtt5;

/// <summary>
/// A publish between the call and its settlement. Its payload is read under the same lock that cancels it, so a caller that was told
/// "cancelled" may reuse the memory at once.
/// </summary>
internal sealed class PendingPublish(MqttPublish message)
    : TaskCompletionSource<PublishOutcome>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    private readonly Lock _gate = new();
    private bool _cancelled;

    public MqttPublish Message => message;

    /// <summary>Its place among the publishes in flight; of QoS 1 also its packet identifier.</summary>
    public ushort Place { get; set; }

    /// <summary>The broker may have it.</summary>
    public bool Written { get; private set; }

    /// <summary>Writes it, unless it was cancelled before.</summary>
    public bool TryWrite(System.Buffers.IBufferWriter<byte> to)
    {
        lock (_gate)
        {
            if (_cancelled) return false;
            PacketWriter.Publish(to, message, Place);
            Written = true;
            return true;
        }
    }

    /// <summary>The caller doesn't wait any longer; when it was written already, its place stays taken until it is settled.</summary>
    public void Cancel(CancellationToken cancellationToken)
    {
        lock (_gate) _cancelled = true;
        TrySetCanceled(cancellationToken);
    }
}
