using Microsoft.Extensions.Logging;

namespace Arena.Simulation.Tests.World;

/// <summary>Takes a program's warnings and errors into the event log. Epochs are left out of it where they are random.</summary>
internal sealed class SimLogger<T>(SimProcess process, Action<LogLevel, string>? heard = null) : ILogger<T>
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning && process.Alive;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel)) return;
        process.World.Tell(process.Name, $"log: {eventId.Name}", text: exception is null ? null : $"{exception.GetType().Name}: {exception.Message}");
        heard?.Invoke(logLevel, formatter(state, exception));
    }
}
