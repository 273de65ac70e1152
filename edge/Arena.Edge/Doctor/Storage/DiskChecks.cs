using System.Globalization;
using Arena.Edge.Outbox;
using Arena.Edge.Sensors.Health;

namespace Arena.Edge.Doctor.Storage;

/// <summary>The disk that the outbox lies on: room, and how long a write takes to be durable.</summary>
internal static class DiskChecks
{
    private const int Writes = 5;
    private const int Bytes = 4096;
    private const double RoomyMb = 1000;
    private const double MegaByte = 1e6;

    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(500);

    public static Finding Space(string folder)
    {
        if (!Directory.Exists(folder)) return Absent(folder);
        if (Machine.DiskFreeB(folder) is not { } free) return Finding.Skipped($"The disk of {folder} does not tell its free space.");
        var freeMb = free / MegaByte;
        var leastMb = new OutboxOptions().MinFreeBytes / MegaByte;
        if (freeMb <= leastMb)
            return Finding.Failed($"The disk of {folder} is full: {freeMb:0} MB are free, and outboxes leave {leastMb:0} MB to others, so they thin what is not sent.", $"Make room, or bring the node back to its broker.");
        return freeMb >= RoomyMb
            ? Finding.Ok($"{freeMb:0} MB are free on the disk of {folder}.")
            : Finding.Warning($"Only {freeMb:0} MB are free on the disk of {folder}.", $"Make room: see with 'du -x -d2 / | sort -n' what takes it.");
    }

    /// <summary>Writes a few KiB into the folder as sealing a batch does, and takes them away again.</summary>
    public static Finding Latency(string folder, TimeProvider time)
    {
        if (!Directory.Exists(folder)) return Absent(folder);
        var path = Path.Combine(folder, $".arena-doctor-{Environment.ProcessId}");
        var taken = new List<double>();
        try
        {
            using (var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose))
            {
                for (var i = 0; i < Writes; i++)
                {
                    var since = time.GetTimestamp();
                    file.Write(new byte[Bytes]);
                    file.Flush(flushToDisk: true);
                    taken.Add(time.GetElapsedTime(since).TotalMilliseconds);
                }
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return Finding.Failed($"{folder} can't be written: {error.Message}", $"Run doctor as the worker's user; if that user can't write it either, give it the folder (chown), or look whether the card has become read-only ('dmesg').");
        }

        var dump = $"fsync of {Bytes} bytes, ms: {string.Join(' ', taken.Select(ms => ms.ToString("0.00", CultureInfo.InvariantCulture)))}";
        return taken.Max() <= Slow.TotalMilliseconds
            ? Finding.Ok($"A write of {Bytes / 1024} KiB is durable after {taken.Max():0.0} ms at most.") with { Dump = dump }
            : Finding.Warning($"A write of {Bytes / 1024} KiB takes up to {taken.Max():0} ms to be durable.", $"The card is slow, worn or busy: a good one takes 5 to 50 ms.") with { Dump = dump };
    }

    private static Finding Absent(string folder) =>
        Finding.Failed($"The data folder {folder} is not there.", $"'arena-edge run' makes it; give --data as the service has it, or make it and give it to the worker's user.");
}
