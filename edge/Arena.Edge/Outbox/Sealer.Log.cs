using Microsoft.Extensions.Logging;

namespace Arena.Edge.Outbox;

internal sealed partial class Sealer
{
    [LoggerMessage(LogLevel.Error, "{What}. {Unsealed} samples wait in memory; beyond {MaxUnsealed} the oldest are dropped. Free some disk.")]
    private static partial void Full(ILogger logger, string what, int unsealed, int maxUnsealed);

    [LoggerMessage(LogLevel.Information, "There is room again; sealed up to batch {Highest}.")]
    private static partial void RoomAgain(ILogger logger, long highest);

    [LoggerMessage(LogLevel.Error, "The worker ends with {Samples} samples that could not be sealed: they are lost.")]
    private static partial void LostAtStop(ILogger logger, int samples);
}
