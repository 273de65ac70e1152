using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using Arena.Ingest.Api.Samples;
using Arena.Wire;

namespace Arena.Ingest.Api.Matches.Export;

/// <summary>Writes lines of a few files that are not long.</summary>
internal static class CsvLines
{
    /// <summary>The line of names, as the file declares them.</summary>
    public static ValueTask<FlushResult> HeadAsync(this PipeWriter output, IExportFile file, CancellationToken cancellationToken) =>
        output.LineAsync([.. file.Columns.Select(column => column.Name)], cancellationToken);

    /// <summary>A line of cells that are CSV already.</summary>
    public static ValueTask<FlushResult> LineAsync(this PipeWriter output, IReadOnlyList<string> cells, CancellationToken cancellationToken) =>
        output.WriteAsync(Encoding.UTF8.GetBytes(string.Join(',', cells) + "\r\n"), cancellationToken);

    public static string Text(string? text) => CsvText.Cell(text ?? "");

    public static string Number(double? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "";

    public static string Time(DateTime? time) => time is { } known ? UnixTime.From(new DateTimeOffset(known)).ToString() : "";

    public static string Truth(bool value) => value ? "true" : "false";
}
