namespace Arena.Ingest.Subscription;

/// <summary>Whether the store can be written, as its last use showed. Logs each change once, not each failure.</summary>
internal sealed partial class StoreHealth(ILogger<StoreHealth> logger)
{
    private volatile string? _fault = "not opened yet";

    /// <summary>It was opened once: what it holds can be read.</summary>
    public bool Opened { get; private set; }

    /// <summary>Why it can't be written, or null while it can.</summary>
    public string? Fault => _fault;

    public void Works()
    {
        if (!Opened)
            LogOpened(logger);
        else if (_fault is not null)
            LogBack(logger);
        Opened = true;
        _fault = null;
    }

    public void Fails(string reason)
    {
        if (_fault is null || !string.Equals(_fault, reason, StringComparison.Ordinal))
            LogUnavailable(logger, reason);
        _fault = reason;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The store is open")]
    private static partial void LogOpened(ILogger logger);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The store can't be written: {Reason}. Nothing is acknowledged until it can; the nodes and the broker keep what comes")]
    private static partial void LogUnavailable(ILogger logger, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "The store can be written again")]
    private static partial void LogBack(ILogger logger);
}
