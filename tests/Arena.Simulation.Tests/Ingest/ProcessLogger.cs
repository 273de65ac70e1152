using Arena.Simulation.Tests.World;
using Microsoft.Extensions.Logging;

namespace Arena.Simulation.Tests.Ingest;

/// <summary>Ingest's logger for a type, as its container makes them.</summary>
internal sealed class ProcessLogger<T>(SimProcess process) : ILogger<T>
{
    private readonly SimLogger<T> _logger = new(process);

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => _logger.IsEnabled(logLevel);

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _logger.Log(logLevel, eventId, state, exception, formatter);
}
