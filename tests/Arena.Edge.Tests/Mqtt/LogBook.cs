using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Arena.Edge.Tests.Mqtt;

/// <summary>Keeps what is logged, so that a test can wait for a message.</summary>
internal sealed class LogBook : ILoggerFactory, ILogger
{
    private readonly Channel<(LogLevel Level, string Message)> _entries = Channel.CreateUnbounded<(LogLevel, string)>();

    /// <summary>The next message with the words in it.</summary>
    public async Task<(LogLevel Level, string Message)> NextWithAsync(string words)
    {
        while (true)
        {
            var entry = await _entries.Reader.ReadAsync().WithinAsync($"a log message with '{words}'");
            if (entry.Message.Contains(words, StringComparison.Ordinal)) return entry;
        }
    }

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _entries.Writer.TryWrite((logLevel, formatter(state, exception)));

    public void Dispose()
    {
    }
}
