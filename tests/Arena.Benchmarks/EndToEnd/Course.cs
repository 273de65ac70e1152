using Arena.EndToEnd.Tests.Processes;

namespace Arena.Benchmarks.EndToEnd;

/// <summary>How the measured load comes.</summary>
internal enum Coming
{
    /// <summary>Published as fast as the broker takes it while the consumer consumes: broker, load, consumer and database share the machine.</summary>
    Live,

    /// <summary>Queued at the broker while the consumer is held; measured from letting it go.</summary>
    Backlog,
}

/// <summary>
/// What a lap is: broker, database and consumer are started; the consumer is warmed; the load comes, and is measured until the database has the last sample.
/// All samples are counted then.
/// </summary>
internal sealed class Course(Shape shape, Coming coming, Consumer consumer, Bench bench)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    private readonly TimeProvider _time = TimeProvider.System;

    /// <exception cref="InvalidOperationException">Samples are missing, or there are more than were sent: no result.</exception>
    public async Task<Lap> RunAsync(CancellationToken cancellationToken)
    {
        var load = shape.Load(_time.GetUtcNow());
        await using var stage = await Stage.SetAsync(load, cancellationToken);
        await using var running = await consumer.StartAsync(stage, cancellationToken);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            return await RunAsync(stage, running, limit.Token);
        }
        catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            throw new InvalidOperationException(
                $"{consumer.Name}, {shape.Name}: not all samples were stored within {Patience}, but {await stage.Database.CountAsync(cancellationToken)}. It said:\n{running.Output}", late);
        }
    }

    private async Task<Lap> RunAsync(Stage stage, ChildProcess running, CancellationToken cancellationToken)
    {
        var load = stage.Load;
        var (warm, end) = ((long)shape.WarmTicks * load.MessagesPerTick, (long)(shape.WarmTicks + shape.Ticks) * load.MessagesPerTick);
        await using var publisher = await LoadPublisher.ConnectAsync(stage.Broker.Port, cancellationToken);

        await publisher.PublishAsync(load, 0, warm, cancellationToken);
        await ReachedAsync(stage, running, warm, cancellationToken);
        // Whoever compiles hot code in the background gets to do it.
        await Task.Delay(Settling, _time, cancellationToken);

        var prepared = publisher.Prepare(load, warm, end);
        if (coming == Coming.Backlog)
        {
            running.Stop();
            await publisher.PublishAsync(prepared, cancellationToken);
        }

        int[] processes = [running.Id, stage.Broker.Process.Id, stage.Database.Process.Id];
        var start = Array.ConvertAll(processes, ProcessorTime.Of);
        var began = _time.GetTimestamp();
        bench.Say($"  {consumer.Name} is measured now (process {running.Id})");
        running.Continue();
        if (coming == Coming.Live)
            await publisher.PublishAsync(prepared, cancellationToken);
        await ReachedAsync(stage, running, end, cancellationToken);
        var seconds = _time.GetElapsedTime(began).TotalSeconds;
        var used = Array.ConvertAll(processes, ProcessorTime.Of);

        // The last sample is there; one before it may be on its way still, and is then waited for and measured.
        while (await stage.Database.CountAsync(cancellationToken) is var count && count != end * load.SamplesPerMessage)
        {
            if (count > end * load.SamplesPerMessage)
                throw new InvalidOperationException($"{consumer.Name}, {shape.Name}: {count} samples are stored, and {end * load.SamplesPerMessage} were sent");
            await StillRunsAsync(running, cancellationToken);
            seconds = _time.GetElapsedTime(began).TotalSeconds;
            used = Array.ConvertAll(processes, ProcessorTime.Of);
        }

        var millions = (end - warm) * load.SamplesPerMessage / 1e6;
        return new Lap(
            millions * 1e6 / seconds, (used[0] - start[0]) / millions, running.MostResidentBytes / (double)(1 << 20), (used[1] - start[1]) / millions, (used[2] - start[2]) / millions);
    }

    private async Task ReachedAsync(Stage stage, ChildProcess running, long messages, CancellationToken cancellationToken)
    {
        var last = stage.Load.Last(messages - 1);
        while (!await stage.Database.HasAsync(last, cancellationToken))
            await StillRunsAsync(running, cancellationToken);
    }

    private async Task StillRunsAsync(ChildProcess running, CancellationToken cancellationToken)
    {
        if (running.HasExited) throw new InvalidOperationException($"{consumer.Name}, {shape.Name}: it ended. It said:\n{running.Output}");
        await Task.Delay(Look, _time, cancellationToken);
    }
}
