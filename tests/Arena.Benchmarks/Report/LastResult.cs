using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Arena.Benchmarks.Report;

/// <summary>
/// The last result of each figure, kept in a JSON file so that a change shows its effect. A run of some benchmarks replaces their figures and
/// keeps the others.
/// </summary>
internal sealed class LastResult
{
    private static readonly JsonSerializerOptions Shape = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private readonly string _path;
    private readonly List<Kept> _figures;

    private LastResult(string path, List<Kept> figures)
    {
        _path = path;
        _figures = figures;
    }

    /// <summary>Reads the file; without one there is nothing to compare with.</summary>
    /// <exception cref="InvalidDataException">It is no result of a bench.</exception>
    public static LastResult Read(string path)
    {
        if (!File.Exists(path)) return new LastResult(path, []);
        try
        {
            return new LastResult(path, JsonSerializer.Deserialize<Content>(File.ReadAllBytes(path), Shape)?.Figures ?? []);
        }
        catch (JsonException fault)
        {
            throw new InvalidDataException($"{path} is no result of a bench ({fault.Message}): delete it, and the next run starts anew.", fault);
        }
    }

    /// <summary>The figure's last value, or null where it is new or was measured in another unit.</summary>
    public double? Before(Figure figure) =>
        _figures.Find(kept => kept.Figure.Group == figure.Group && kept.Figure.Name == figure.Name) is { } before && before.Figure.Unit == figure.Unit ? before.Figure.Value : null;

    /// <summary>Writes the file anew, with this run's figures in place of older ones of their names.</summary>
    public void Keep(BenchReport report, Machine machine, DateTimeOffset now)
    {
        var fresh = report.Figures.Select(figure => (figure.Group, figure.Name)).ToHashSet();
        var older = _figures.Where(kept => !fresh.Contains((kept.Figure.Group, kept.Figure.Name)));
        var content = new Content(now, machine, report.Versions, [.. report.Figures.Select(figure => new Kept(now, figure)), .. older]);
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        var unfinished = _path + ".new";
        File.WriteAllBytes(unfinished, JsonSerializer.SerializeToUtf8Bytes(content, Shape));
        File.Move(unfinished, _path, overwrite: true);
    }

    private sealed record Content(DateTimeOffset Measured, Machine Machine, IReadOnlyDictionary<string, string> Versions, List<Kept> Figures);

    private sealed record Kept(DateTimeOffset Measured, Figure Figure);
}
