using Microsoft.Extensions.Logging;

namespace Arena.Edge.Outbox.Room;

internal sealed partial class RoomKeeper
{
    [LoggerMessage(LogLevel.Warning, "The outbox has {RoomKb} KiB left of {LimitMb} MiB, the disk has {FreeMb} MiB free: confirmed batches go first, then samples are thinned.")]
    private static partial void Short(ILogger logger, long roomKb, long limitMb, long freeMb);

    [LoggerMessage(LogLevel.Information, "The outbox has {RoomKb} KiB left again: {Forgot} times batches went before their time, {Thinned} times samples were thinned, {Dropped} times the oldest were dropped.")]
    private static partial void RoomMade(ILogger logger, long roomKb, long forgot, long thinned, long dropped);

    [LoggerMessage(LogLevel.Error, "Nothing is left to be thinned: the oldest samples are dropped. Free some disk, or connect ingest.")]
    private static partial void Dropping(ILogger logger);

    [LoggerMessage(LogLevel.Error, "The disk is full to the last byte: {Reserve} gives its room back, so that room can be made. Free some disk.")]
    private static partial void ReserveGiven(ILogger logger, string reserve);

    [LoggerMessage(LogLevel.Information, "The disk has room: {Reserve} is kept again.")]
    private static partial void ReserveMade(ILogger logger, string reserve);

    [LoggerMessage(LogLevel.Warning, "The disk is short: {File}, an outbox that was set aside, is deleted.")]
    private static partial void DeletedAside(ILogger logger, string file);
}
