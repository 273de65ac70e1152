using System.Globalization;
using System.Text;
using Arena.Ingest.Api.Samples;
using Arena.Ingest.Api.Shapes;
using Arena.Ingest.Checks;
using Arena.Wire;

namespace Arena.Ingest.Api.Checks;

/// <summary>Checks as CSV: a line each, a column for the share of each fraction that was wrong (0 where there was none of it).</summary>
internal static class CheckCsv
{
    public const string ContentType = "text/csv; charset=utf-8; header=present";

    private static readonly string Head =
        $"time,action,point,zone,fraction,method,total_kg,contamination,contamination_kg,{string.Join(',', CheckWords.Fractions.Select(WrongColumn))},note,by,photo,undone";

    /// <summary>The column of a fraction's share.</summary>
    public static string WrongColumn(string fraction) => $"wrong_{fraction.Replace('-', '_')}";

    public static string Of(IEnumerable<SortingCheckShape> checks)
    {
        var csv = new StringBuilder(Head).Append("\r\n");
        foreach (var check in checks)
        {
            csv.Append(string.Join(',', Cells(check))).Append("\r\n");
        }

        return csv.ToString();
    }

    private static IEnumerable<string> Cells(SortingCheckShape check) =>
    [
        UnixTime.From(new DateTimeOffset(check.At)).ToString(),
        check.Action,
        CsvText.Cell(check.Point),
        CsvText.Cell(check.Zone),
        CsvText.Cell(check.Fraction),
        check.Method,
        Number(check.TotalKg),
        Number(check.Contamination),
        Number(check.ContaminationKg),
        .. CheckWords.Fractions.Select(fraction => Number(check.Wrong.Where(part => part.Fraction == fraction).Sum(part => part.Share))),
        CsvText.Cell(check.Note ?? ""),
        CsvText.Cell(check.By ?? ""),
        check.Photo ? "true" : "false",
        check.Undone ? "true" : "false",
    ];

    private static string Number(double? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "";
}
