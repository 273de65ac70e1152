namespace Arena.Simulation.Tests.World;

/// <summary>The disks of a run: a folder in memory where the machine has one, gone with the run.</summary>
internal sealed class RunFolder : IDisposable
{
    private static readonly string Root = Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath();
    private static int _count;

    public RunFolder()
    {
        FullPath = Path.Combine(Root, $"arena-simulation-{Environment.ProcessId}-{Interlocked.Increment(ref _count)}");
        Directory.CreateDirectory(FullPath);
    }

    public string FullPath { get; }

    /// <summary>Copies the files of a folder into another, which loses what it held.</summary>
    public static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var old in Directory.GetFiles(to)) File.Delete(old);
        // A lock belongs to who runs, not to what is copied.
        foreach (var file in Directory.GetFiles(from).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal))) File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
    }

    public void Dispose() => Directory.Delete(FullPath, recursive: true);
}
