namespace Arena.Mqtt.Mqtt5;

/// <summary>
/// The unsettled publishes of one connection: as many places as may be in flight, each with its packet identifier. Who finds none free waits,
/// first come, first served. Identifiers are reused oldest first, so a late PUBACK is less likely to meet a new message.
/// </summary>
internal sealed class InFlight
{
    private readonly Lock _gate = new();
    private readonly PendingPublish?[] _places;
    private readonly Queue<ushort> _free;
    private readonly Queue<(PendingPublish Publish, TaskCompletionSource<bool> Placed)> _waiting = new();
    private bool _ended;

    public InFlight(int places)
    {
        _places = new PendingPublish?[places];
        _free = new Queue<ushort>(places);
        for (var id = 1; id <= places; id++) _free.Enqueue((ushort)id);
    }

    /// <summary>Some publish of QoS 1 was written and has no PUBACK yet.</summary>
    public bool AwaitsPuback
    {
        get
        {
            lock (_gate) return Array.Exists(_places, publish => publish is { Written: true, Message.QoS: QoS.AtLeastOnce });
        }
    }

    /// <summary>Gives the publish a place, waiting for one if need be; false once the connection has ended.</summary>
    public async ValueTask<bool> PlaceAsync(PendingPublish publish, CancellationToken cancellationToken)
    {
        TaskCompletionSource<bool> placed;
        lock (_gate)
        {
            if (_ended) return false;
            if (_free.TryDequeue(out var id))
            {
                Put(publish, id);
                return true;
            }

            placed = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue((publish, placed));
        }

        var cancellation = cancellationToken.UnsafeRegister(
            static (state, token) => ((TaskCompletionSource<bool>)state!).TrySetCanceled(token), placed);
        await using (cancellation) return await placed.Task;
    }

    /// <summary>Frees the place and returns what was written from it; null when nothing was, so that a PUBACK for it means nothing.</summary>
    public PendingPublish? Settle(ushort place)
    {
        lock (_gate)
        {
            if (place == 0 || place > _places.Length || _places[place - 1] is not { Written: true } publish) return null;
            Free(place);
            return publish;
        }
    }

    /// <summary>Frees the place of a publish that was never written.</summary>
    public void GiveUp(PendingPublish publish)
    {
        lock (_gate)
        {
            if (!_ended) Free(publish.Place);
        }
    }

    /// <summary>The connection is over: nobody gets a place any more, and what has one is unconfirmed.</summary>
    public void End()
    {
        lock (_gate)
        {
            _ended = true;
            foreach (var publish in _places) publish?.TrySetResult(PublishOutcome.Unconfirmed);
            while (_waiting.TryDequeue(out var next)) next.Placed.TrySetResult(false);
        }
    }

    private void Free(ushort place)
    {
        _places[place - 1] = null;
        while (_waiting.TryDequeue(out var next))
        {
            if (next.Placed.Task.IsCompleted) continue;
            Put(next.Publish, place);
            if (next.Placed.TrySetResult(true)) return;
            _places[place - 1] = null;
        }

        _free.Enqueue(place);
    }

    private void Put(PendingPublish publish, ushort place)
    {
        publish.Place = place;
        _places[place - 1] = publish;
    }
}
