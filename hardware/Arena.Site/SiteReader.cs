using Arena.Site.Reading;
using Arena.Site.Yaml;

namespace Arena.Site;

/// <summary>Something wrong in a manifest.</summary>
/// <param name="Line">1-based line in the file.</param>
/// <param name="Column">1-based column.</param>
/// <param name="What">What is wrong, naming the thing.</param>
/// <param name="Fix">What to write instead.</param>
public sealed record ManifestFault(int Line, int Column, string What, string Fix);

/// <summary>What reading a manifest gave: a manifest without fault, or every fault in it.</summary>
/// <param name="Manifest">Null exactly when there are faults.</param>
/// <param name="Faults">In the file's order.</param>
public sealed record SiteReading(SiteManifest? Manifest, IReadOnlyList<ManifestFault> Faults)
{
    /// <summary>The file as it was named, for messages.</summary>
    public string FileName { get; init; } = SiteReader.DefaultName;

    /// <summary>Every fault as one line, see <see cref="SiteReader.Describe"/>.</summary>
    public IEnumerable<string> Describe() => Faults.Select(fault => SiteReader.Describe(fault, FileName));
}

/// <summary>Reads site manifests: YAML as hardware/README.md describes it. Never throws on any content.</summary>
public static class SiteReader
{
    internal const string DefaultName = "site manifest";

    /// <summary>A venue's manifest is about 60 kB; a thousand nodes with a hundred points each, 17 MB.</summary>
    private const int LargestCharacters = 32 << 20;

    /// <summary>Reads a manifest's text.</summary>
    public static SiteReading Read(string yaml, string fileName = DefaultName)
    {
        var faults = new Faults(yaml);
        SiteManifest? manifest = null;
        if (yaml.Length > LargestCharacters)
        {
            faults.Add(
                new Mark(1, 1),
                $"the file has {yaml.Length} characters; a manifest has at most {LargestCharacters}",
                "Check that it is the manifest and not another file.");
        }
        else if (YamlTree.Read(yaml, faults) is { } root)
            manifest = new ManifestReader(faults).Read(root);
        return new SiteReading(faults.Count == 0 ? manifest : null, faults.InOrder()) { FileName = fileName };
    }

    /// <summary>Reads a manifest from disk. A file that can't be opened is a fault in line 1.</summary>
    public static SiteReading ReadFile(string path)
    {
        try
        {
            return Read(File.ReadAllText(path), path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return new SiteReading(null, [new ManifestFault(1, 1, $"the manifest can't be opened: {e.Message}", "Check the path and that this user may read it.")]) { FileName = path };
        }
    }

    /// <summary><c>file:line:column: what. Fix: …</c>, as editors and terminals link it.</summary>
    public static string Describe(ManifestFault fault, string file) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{file}:{fault.Line}:{fault.Column}: {fault.What}. Fix: {fault.Fix}");
}
