using Arena.Edge.Doctor;

namespace Arena.Edge.Tests.Doctor;

/// <summary>A machine as folders of files: what stands for /proc, /sys, /dev and /etc. Without a file the kernel does not tell.</summary>
internal sealed class SomeMachine : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("arena-machine-").FullName;

    public SomeMachine()
    {
        Roots = new Roots(Of("proc"), Of("sys"), Of("dev"), Of("etc"));
        foreach (var folder in (string[])[Roots.Proc, Roots.Sys, Roots.Dev, Roots.Etc]) Directory.CreateDirectory(folder);
    }

    public Roots Roots { get; }

    public static SomeMachine Pi4() => new SomeMachine().With("proc/device-tree/model", "Raspberry Pi 4 Model B Rev 1.4\0");

    /// <summary>Puts a file there.</summary>
    public SomeMachine With(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Of(path))!);
        File.WriteAllText(Of(path), text);
        return this;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Of(string path) => Path.Combine(_folder, path);
}
