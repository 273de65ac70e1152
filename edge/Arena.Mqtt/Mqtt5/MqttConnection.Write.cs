namespace Arena.Mqtt.Mqtt5;

internal sealed partial class MqttConnection
{
    // Enough to fill a few segments of the network, little enough that an acknowledgement doesn't wait behind megabytes.
    private const int FlushAtBytes = 64 << 10;
    private const int PubacksAtOnce = 256;

    private readonly List<PendingPublish> _written = [];

    private async Task WriteAsync()
    {
        while (true)
        {
            var closing = _sends.Closed;
            var more = WriteQueued(closing);
            if (closing && _end!.Goodbye is { } goodbye) DisconnectPacket.Write(_output, goodbye);
            if (_output.UnflushedBytes > 0)
            {
                await _output.FlushAsync(_givingUp.Token);
                Volatile.Write(ref _lastWrite, _time.GetTimestamp());
                ConfirmQoS0();
            }

            if (closing) return;
            if (!more) await _sends.Work.WaitAsync(_givingUp.Token);
        }
    }

    // Everything that is due goes into one write: PUBACKs first, then publishes until the write is large enough.
    private bool WriteQueued(bool closing)
    {
        if (closing && _end!.Goodbye is null) return false;
        Span<ushort> acknowledged = stackalloc ushort[PubacksAtOnce];
        while (_window.TakeAcknowledged(acknowledged) is var count and > 0)
        {
            PacketWriter.Pubacks(_output, acknowledged[..count]);
            _deliveries.Room.Set();
        }

        if (_sends.TakePing()) PacketWriter.Ping(_output);
        if (_sends.TakeUnsubscribe() is { } filter) PacketWriter.Unsubscribe(_output, UnsubscribeId, filter);
        while (_sends.TryTake(out var publish))
        {
            if (!publish!.TryWrite(_output)) _inFlight.GiveUp(publish);
            else if (publish.Message.QoS == QoS.AtMostOnce) _written.Add(publish);
            if (_output.UnflushedBytes >= FlushAtBytes) return true;
        }

        return false;
    }

    private void ConfirmQoS0()
    {
        foreach (var publish in _written) _inFlight.Settle(publish.Place)?.TrySetResult(PublishOutcome.Confirmed);
        _written.Clear();
    }
}
