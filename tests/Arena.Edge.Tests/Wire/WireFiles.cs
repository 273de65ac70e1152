using System.Runtime.CompilerServices;

namespace Arena.Edge.Tests.Wire;

/// <summary>The files under tests/wire, found from this source file.</summary>
internal static class WireFiles
{
    public static byte[] Read(string name) => File.ReadAllBytes(Path.Combine(Root(), name));

    public static IEnumerable<string> Names(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Root(), folder), "*.json").Select(Path.GetFileName).OfType<string>().Order(StringComparer.Ordinal);

    private static string Root([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "wire"));
}
