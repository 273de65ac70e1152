using Arena.Ingest.Subscription;
using Arena.Wire;

namespace Arena.Ingest.Checks.Photos;

/// <summary>Deletes photos when their time is over, at the start and once an hour; each that goes is told in the log. The check itself stays, and is told without a photo.</summary>
internal sealed partial class PhotoRetention(CheckBook book, PhotoFolder photos, PhotoBounds bounds, StoreHealth health, TimeProvider time, ILogger<PhotoRetention> logger)
    : StoreTurns("end of old photos", TimeSpan.FromHours(1), health, time, logger)
{
    private bool _isNearlyFull;

    protected override ValueTask TurnAsync(CancellationToken cancellationToken)
    {
        var before = UnixTime.From(Time.GetUtcNow() - bounds.Keep);
        foreach (var (action, kept) in photos.All)
        {
            cancellationToken.ThrowIfCancellationRequested();

            // By when the check was made; of a file that belongs to none, by when it was written.
            var made = book.Check(action)?.At ?? kept.Written;
            if (made >= before)
                continue;
            photos.Delete(action);
            LogDeleted(Logger, action, made, bounds.Keep.TotalDays);
        }

        TellFull();
        return ValueTask.CompletedTask;
    }

    // Told once, before the first is refused.
    private void TellFull()
    {
        var isNearlyFull = photos.Bytes > bounds.MostBytes * 0.9;
        if (isNearlyFull && !_isNearlyFull)
            LogNearlyFull(Logger, photos.Bytes / 1_000_000, bounds.MostBytes / 1_000_000);
        _isNearlyFull = isNearlyFull;
    }

    [LoggerMessage(LogLevel.Information, "The photo of the check {Action} of {Made} is older than {Days} days and was deleted; the check stays")]
    private static partial void LogDeleted(ILogger logger, string action, UnixTime made, double days);

    [LoggerMessage(LogLevel.Warning, "Photos of checks take {Megabytes} MB of {Most}: further ones will be refused; raise --photo-megabytes, or lower --photo-days")]
    private static partial void LogNearlyFull(ILogger logger, long megabytes, long most);
}
