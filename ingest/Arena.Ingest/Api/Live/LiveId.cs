using System.Globalization;

namespace Arena.Ingest.Api.Live;

/// <summary>The number of an event, <c>{run}-{number}</c>: changes are counted from 1 in each run of ingest, so a number means nothing in another run.</summary>
internal static class LiveId
{
    public static string Text(string run, long number) => string.Create(CultureInfo.InvariantCulture, $"{run}-{number}");

    /// <summary>The number in a Last-Event-ID of this run; null for another run's, and for what is none.</summary>
    public static long? NumberOf(string run, string? id)
    {
        if (id is null || id.Length <= run.Length + 1 || id[run.Length] != '-' || !id.StartsWith(run, StringComparison.Ordinal))
            return null;
        return long.TryParse(id.AsSpan(run.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}
