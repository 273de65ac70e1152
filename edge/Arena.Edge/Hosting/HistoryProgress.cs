using System.Collections.Concurrent;
using Arena.Wire;
using Microsoft.Extensions.Logging;

namespace Arena.Edge.Hosting;

/// <summary>Tells in the log how far the play of the past has come, every two seconds while it lasts.</summary>
internal sealed partial class HistoryProgress(IReadOnlyList<string> nodes, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, double> _shares = new(StringComparer.Ordinal);

    /// <summary>A node's play, begun at <paramref name="start"/>, has come to <paramref name="at"/>.</summary>
    public void Played(string node, UnixTime start, UnixTime at) =>
        _shares[node] = Math.Clamp((at - start) / (UnixTime.From(time.GetUtcNow()) - start), 0, 1);

    /// <summary>A node's play is over.</summary>
    public void Done(string node) => _shares[node] = 1;

    /// <summary>Tells until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(cancellationToken))
            Progress(logger, (int)(100 * _shares.Values.Sum() / nodes.Count), _shares.Values.Count(share => share >= 1), nodes.Count);
    }

    [LoggerMessage(LogLevel.Information, "History: {Percent} % played, {Done} of {Nodes} nodes done.")]
    private static partial void Progress(ILogger logger, int percent, int done, int nodes);
}
