using Arena.Site;

namespace Arena.Edge.Tests.Site;

/// <summary>The manifest that is shipped, found from the test's own folder upwards.</summary>
internal static class Venue
{
    public const string RelativePath = "hardware/sites/borlange-energi-arena.yaml";

    public static string Path { get; } = Find();

    public static string Text { get; } = File.ReadAllText(Path);

    public static SiteReading Reading { get; } = SiteReader.ReadFile(Path);

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = System.IO.Path.Combine(folder.FullName, RelativePath);
            if (File.Exists(path))
                return path;
        }

        throw new FileNotFoundException($"{RelativePath} is not above {AppContext.BaseDirectory}");
    }
}
