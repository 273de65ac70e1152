using Arena.Site.Yaml;

namespace Arena.Site.Reading;

/// <summary>Gathers everything that is wrong with one file.</summary>
internal sealed class Faults(string text)
{
    private readonly int _lines = Math.Max(1, text.AsSpan().Count('\n') + (text.EndsWith('\n') ? 0 : 1));
    private readonly List<ManifestFault> _found = [];

    public int Count => _found.Count;

    /// <summary>A fault at the very end stands after the last line break: it is shown in the last line, where an editor can go.</summary>
    public void Add(Mark at, string what, string fix) =>
        _found.Add(new ManifestFault(Math.Clamp(at.Line, 1, _lines), Math.Max(at.Column, 1), what, fix));

    /// <summary>In the file's order.</summary>
    public IReadOnlyList<ManifestFault> InOrder() => [.. _found.OrderBy(fault => fault.Line).ThenBy(fault => fault.Column)];
}
