using System.Diagnostics;
using Xunit;

namespace Arena.Edge.Tests.Outbox.Room;

/// <summary>A disk of its own, a tmpfs of a given size, that a test may fill to the last byte. Skips the test where none can be mounted.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly string _filler;

    public SmallDisk(int mebibytes)
    {
        Path = Directory.CreateTempSubdirectory("arena-disk-").FullName;
        _filler = System.IO.Path.Combine(Path, "of-others");
        if (Run("mount", "-t", "tmpfs", "-o", $"size={mebibytes}m", "none", Path) is { Length: > 0 } fault)
        {
            Directory.Delete(Path);
            Assert.Skip($"a real full disk needs a tmpfs, and this user can't mount one: {fault}");
        }
    }

    public string Path { get; }

    public long FreeBytes => new DriveInfo(Path).AvailableFreeSpace;

    /// <summary>Another program takes every byte that is free.</summary>
    public void Fill()
    {
        using var file = new FileStream(_filler, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 1);
        var page = new byte[4096];
        try
        {
            while (true) file.Write(page);
        }
        catch (IOException)
        {
            // Full.
        }
    }

    /// <summary>The other program gives it back.</summary>
    public void Empty() => File.Delete(_filler);

    /// <summary>Blocks of 512 bytes that a file really takes.</summary>
    public static long BlocksOf(string file)
    {
        using var stat = Process.Start(new ProcessStartInfo("stat", ["-c", "%b", file]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        return long.Parse(stat.StandardOutput.ReadToEnd(), System.Globalization.CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        Run("umount", "-l", Path);
        Directory.Delete(Path);
    }

    private static string Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, UseShellExecute = false })!;
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? "" : errors.Trim();
    }
}
