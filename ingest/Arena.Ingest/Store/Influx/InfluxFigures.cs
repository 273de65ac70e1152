using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Arena.Ingest.Figures;
using Arena.Site;
using Arena.Wire;

namespace Arena.Ingest.Store.Influx;

/// <summary>
/// Figures as fields of the measurements that samples are in, with the same tags: all floats, but a text. A match has the tags <c>match</c> and <c>site</c>;
/// ingest itself <c>point=ingest</c> and <c>site</c>, with <c>instance</c> where there are several.
/// </summary>
internal sealed partial class InfluxFigures(
    LineSender sender, InfluxReader reader, LineCatalogue catalogue, SiteManifest site, string? instance, Func<bool> understands, Uri url, ILogger logger) : IFigureStore
{
    public async ValueTask WriteAsync(IReadOnlyList<Figure> figures, CancellationToken cancellationToken)
    {
        // What has measurement, subject and time in common shares a line.
        var lines = figures.GroupBy(figure => (figure.Name.Field.Measurement, figure.Name.Subject, figure.Time)).Select(line => line.ToList()).ToList();
        var sent = await sender.SendAsync(lines.Count, (buffer, line) => Write(buffer, lines[line]), cancellationToken);
        foreach (var (line, why) in sent.Refused)
            LogRefused(logger, lines[line][0].Name, lines[line][0].Time, why);
    }

    public async IAsyncEnumerable<Figure> ReadAsync(FigureName name, UnixTime from, UnixTime to, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!understands())
            throw new ReadNotSupportedException($"the database at {url} takes line protocol but has no InfluxQL (VictoriaMetrics): ask it in its own query language");
        var field = name.Field;
        await foreach (var row in reader.FigureRowsAsync(field, name.Subject, from.Microseconds, to.Microseconds, cancellationToken))
        {
            var time = new UnixTime(row[0].GetInt64());
            if (field.IsText && row[1].ValueKind == JsonValueKind.String)
                yield return new Figure(name, time, 0) { Text = row[1].GetString() };
            else if (!field.IsText && row[1].ValueKind == JsonValueKind.Number)
                yield return new Figure(name, time, row[1].GetDouble());
        }
    }

    private void Write(LineBuffer buffer, List<Figure> line)
    {
        var (field, subject) = line[0].Name;
        buffer.Append(LineProtocol.Measurement(field.Measurement));
        buffer.Append(TagsOf(field, subject));
        var separator = " "u8;
        foreach (var figure in line)
        {
            buffer.Append(separator);
            buffer.Append(LineProtocol.Key(figure.Name.Field.Name));
            buffer.Append("="u8);
            if (figure.Name.Field.IsText)
                buffer.Append(Encoding.UTF8.GetBytes($"\"{Escaped(figure.Text ?? "")}\""));
            else
                buffer.AppendFloat(figure.Value);
            separator = ","u8;
        }

        buffer.EndLine(line[0].Time);
    }

    private ReadOnlySpan<byte> TagsOf(FigureField field, string subject)
    {
        if (field.Measurement == FigureFields.MatchMeasurement)
            return LineCatalogue.Tags([("match", subject), ("site", site.Site)]);
        return catalogue.TryTags(subject, out var tags) ? tags : LineCatalogue.Tags([("instance", instance), ("point", subject), ("site", site.Site)]);
    }

    // Of a string field: a backslash before quotation mark and backslash; a line break would end the line.
    private static string Escaped(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).ReplaceLineEndings(" ");

    [LoggerMessage(LogLevel.Warning, "InfluxDB refuses the figure {Name} at {Time}: {Why}")]
    private static partial void LogRefused(ILogger logger, FigureName name, UnixTime time, string why);
}
