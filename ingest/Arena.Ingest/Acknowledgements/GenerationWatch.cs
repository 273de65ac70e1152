using System.Globalization;
using System.Threading.Channels;
using Arena.Ingest.Ledger;
using Arena.Ingest.Store;
using Arena.Wire.Acknowledgements;
using Arena.Wire.Nodes;

namespace Arena.Ingest.Acknowledgements;

/// <summary>
/// Notices when this ledger is not what the nodes were told by it. One that is behind, or that a newer generation stands above, begins a new
/// generation; when even that one is soon stood above, another ingest is at work, and this one yields: it tells the nodes nothing more and leaves the broker.
/// </summary>
/// <remarks>Both are safe whichever is true: nodes listen to the greatest generation alone, and forget only what that one proves.</remarks>
internal sealed partial class GenerationWatch(ILedger ledger, AcknowledgementPublisher acknowledgements, TimeProvider time, ILogger<GenerationWatch> logger)
{
    /// <summary>A message can be forged or wrong, and a new generation makes every node send again: at most one an hour for what messages say.</summary>
    public static readonly TimeSpan LeastBetween = TimeSpan.FromHours(1);

    // A generation is ms since 1970; what claims to be born a century from now is no generation of a ledger, and must leave room above it.
    private static readonly TimeSpan MostAhead = TimeSpan.FromDays(36_525);

    private readonly Lock _gate = new();
    private readonly Channel<Claim> _claims = Channel.CreateBounded<Claim>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    // Of a ledger that others write too, memory may be behind what they said a moment ago: it is asked before anything is believed. What doesn't fit comes again.
    private readonly Channel<Doubt> _doubts = Channel.CreateBounded<Doubt>(new BoundedChannelOptions(256) { FullMode = BoundedChannelFullMode.DropOldest });
    private readonly TaskCompletionSource _yields = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly HashSet<string> _told = [];
    private long _greatest;
    private long? _minted;

    /// <summary>The generation this ledger yielded to; null while it did not.</summary>
    public long? YieldsTo { get; private set; }

    /// <summary>A node said what it was told.</summary>
    public void Heard(string node, NodeState state)
    {
        var finding = GenerationEvidence.In(ledger, node, state);
        if (ledger.IsShared && finding != Finding.None)
            _doubts.Writer.TryWrite(new Doubt(node, state, null));
        else
            Believe(finding, node, state);
    }

    /// <summary>An acknowledgement stood or came on a node's topic.</summary>
    public void Heard(string node, Acknowledgement heard)
    {
        acknowledgements.Heard(node, heard);
        var finding = GenerationEvidence.In(ledger, node, heard);
        if (ledger.IsShared && finding != Finding.None)
            _doubts.Writer.TryWrite(new Doubt(node, null, heard));
        else
            Believe(finding, node, heard);
    }

    private void Believe(Finding finding, string node, NodeState state)
    {
        switch (finding)
        {
            case Finding.Behind:
                Behind(string.Create(CultureInfo.InvariantCulture, $"node {node} was told that everything up to {state.Low} of epoch {state.Epoch} is here, and it is not"));
                break;
            case Finding.Superseded when IsPossible(state.Generation!.Value, node):
                Superseded(state.Generation.Value, $"node {node} listens to it");
                break;
        }
    }

    private void Believe(Finding finding, string node, Acknowledgement heard)
    {
        switch (finding)
        {
            case Finding.Behind:
                Behind($"an acknowledgement for node {node} with the broker says more than is here");
                break;
            case Finding.Superseded when IsPossible(heard.Generation, node):
                // A node alone can't make the ledger of all the others yield; what only ingest may write can.
                if (!Yields(heard.Generation))
                    Superseded(heard.Generation, $"it acknowledges to node {node}");
                break;
            case Finding.Stranger when IsNews(heard.Generation.ToString(CultureInfo.InvariantCulture)):
                LogStranger(logger, node, heard.Generation, ledger.Generation);
                break;
        }
    }

    /// <summary>Begins new generations where they are due; returns when this ledger yields, or cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var renewing = Task.WhenAll(RenewAsync(ended.Token), ReviewAsync(ended.Token));
        await Task.WhenAny(_yields.Task, renewing);
        await ended.CancelAsync();
        await renewing;
    }

    private async Task RenewAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                var claim = await _claims.Reader.ReadAsync(cancellationToken);
                if (SinceMinted is { } since && since < LeastBetween)
                    await Task.Delay(LeastBetween - since, time, cancellationToken);
                if (claim.Against == ledger.Generation)
                    await MintAsync(claim.What, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Stopped.
        }
    }

    // Asks the ledger once for all that came up meanwhile.
    private async Task ReviewAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (await _doubts.Reader.WaitToReadAsync(cancellationToken))
            {
                var doubts = new List<Doubt>();
                while (_doubts.Reader.TryRead(out var doubt))
                    doubts.Add(doubt);
                await RefreshAsync(cancellationToken);
                foreach (var (node, state, heard) in doubts)
                {
                    if (state is not null)
                        Believe(GenerationEvidence.In(ledger, node, state), node, state);
                    else
                        Believe(GenerationEvidence.In(ledger, node, heard!), node, heard!);
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Stopped.
        }
    }

    private async Task RefreshAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await ledger.RefreshAsync(cancellationToken);
                return;
            }
            catch (StoreUnavailableException fault)
            {
                LogReviewWaits(logger, fault.Message);
                await Task.Delay(TimeSpan.FromSeconds(1), time, cancellationToken);
            }
        }
    }

    private TimeSpan? SinceMinted
    {
        get
        {
            lock (_gate)
                return _minted is { } minted ? time.GetElapsedTime(minted) : null;
        }
    }

    private async Task MintAsync(string what, CancellationToken cancellationToken)
    {
        try
        {
            var before = ledger.Generation;
            var after = await ledger.RenewAsync(what, Interlocked.Read(ref _greatest), cancellationToken);
            lock (_gate)
                _minted = time.GetTimestamp();
            LogRenewed(logger, before, after);
        }
        catch (StoreUnavailableException fault)
        {
            LogNotRenewed(logger, fault.Message);
        }
    }

    private void Behind(string what)
    {
        if (IsNews($"{ledger.Generation} is behind"))
            LogBehind(logger, ledger.Generation, what);
        _claims.Writer.TryWrite(new Claim(ledger.Generation, what));
    }

    private void Superseded(long other, string what)
    {
        if (IsNews($"{other} is above"))
            LogSuperseded(logger, other, what, ledger.Generation);
        Interlocked.Exchange(ref _greatest, Math.Max(other, Interlocked.Read(ref _greatest)));
        _claims.Writer.TryWrite(new Claim(ledger.Generation, string.Create(CultureInfo.InvariantCulture, $"generation {other} stood above: {what}")));
    }

    // This one has just risen above all it knew of, and something stands above it again: that is no history, it lives.
    private bool Yields(long other)
    {
        if (!(SinceMinted < LeastBetween) || other <= ledger.Generation)
            return false;
        if (_yields.TrySetResult())
        {
            YieldsTo = other;
            acknowledgements.Silence();
            LogYields(logger, other, ledger.Generation);
        }

        return true;
    }

    private bool IsPossible(long generation, string node)
    {
        var possible = generation <= (time.GetUtcNow() + MostAhead).ToUnixTimeMilliseconds();
        if (!possible && IsNews($"{node} is impossible"))
            LogImpossible(logger, node, generation);
        return possible;
    }

    private bool IsNews(string what) => _told.Count < 1_000 && _told.Add(what);

    /// <summary>Something says that a generation is not what it should be.</summary>
    private readonly record struct Claim(long Against, string What);

    /// <summary>A message that says more than memory knows: a node's state, or an acknowledgement.</summary>
    private sealed record Doubt(string Node, NodeState? State, Acknowledgement? Heard);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Whether another ledger is at work is asked later: {Why}")]
    private static partial void LogReviewWaits(ILogger logger, string why);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "ALARM: ledger {Generation} was restored from an older backup: {What}. "
            + "It begins a new generation, so that the nodes offer again what they keep (at most once an hour)")]
    private static partial void LogBehind(ILogger logger, long generation, string what);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "ALARM: another ledger, generation {Other}, stands above this one: {What}; this one is {Generation}. Another ingest is at work, or this "
            + "ledger was restored from an older backup. It begins a generation above it (at most once an hour)")]
    private static partial void LogSuperseded(ILogger logger, long other, string what, long generation);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "ALARM: another ingest, ledger generation {Other}, acknowledges on this broker beside this one, {Generation}. This one tells the nodes "
            + "nothing more and leaves the broker. Stop one of the two; if it is the other: arena-ingest ledger renew here, and start this one anew")]
    private static partial void LogYields(ILogger logger, long other, long generation);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Ledger generation {Before} is succeeded by {After}")]
    private static partial void LogRenewed(ILogger logger, long before, long after);

    [LoggerMessage(Level = LogLevel.Error, Message = "A new ledger generation could not be written: {Reason}. It is tried again with the next message that asks for it")]
    private static partial void LogNotRenewed(ILogger logger, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "ALARM: a message for or of node {Node} names ledger generation {Generation}, which no ledger can have: it is forged")]
    private static partial void LogImpossible(ILogger logger, string node, long generation);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "ALARM: another ledger, generation {Other}, acknowledges to node {Node} on this broker; this one is {Generation} and newer, so nodes "
            + "listen to this one. Stop the other ingest, if it runs")]
    private static partial void LogStranger(ILogger logger, string node, long other, long generation);
}
