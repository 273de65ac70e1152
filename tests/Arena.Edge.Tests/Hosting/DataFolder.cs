namespace Arena.Edge.Tests.Hosting;

/// <summary>A data folder of its own.</summary>
internal sealed class DataFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("arena-edge-").FullName;

    public string Of(string node) => System.IO.Path.Combine(Path, node);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
