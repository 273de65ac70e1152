using System.Globalization;
using System.Text;
using Arena.Ingest.Api.Shapes;

namespace Arena.Ingest.Api.Matches.Export;

/// <summary>README.txt of an export: what is in it and how it is read, for who never saw Arena.</summary>
internal static class ExportReadme
{
    private const string HowToRead = """
        READING IT

        CSV: UTF-8, comma, decimal point, one line of names, lines end with CR LF. Unknown is empty. Times are RFC 3339 in UTC with
        up to six decimals. A text that a spreadsheet would take for a formula begins with an apostrophe.

        Python (pandas):
            import pandas as pd
            samples = pd.read_csv("samples.csv")
            samples["time"] = pd.to_datetime(samples["time"], format="ISO8601")
            levels = samples.query("quantity == 'filling_level' and quality == 0").pivot(index="time", columns="point", values="value")

        R (readr):
            samples <- readr::read_csv("samples.csv")

        match.json says the same for programs: units, quantities, figures, phases, results, and who measured.

        """;

    public static string Of(ExportShape export)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{export.Site.Title}: {export.Match.Home ?? export.Site.Title} - {export.Match.Opponent}, kick-off {Utc(export.Match.KickOff)} ({export.Site.TimeZone})\r\n")
            .Append(CultureInfo.InvariantCulture, $"Data from {Utc(export.From)} to {Utc(export.To)} (excluded): from the gates to the end of cleaning as they really were.\r\n")
            .Append(export.Complete ? "" : "The match was still going on when this was made: it is not complete.\r\n")
            .Append(export.Names
                ? "NAMES OF STAFF ARE IN IT: personal data. Don't publish it; make the export without names for that.\r\n"
                : "No name of anyone is in it: roles stand in their place, and what people wrote in their own words is left out.\r\n")
            .Append(CultureInfo.InvariantCulture, $"Made {Utc(export.MadeAt)} by {export.Software}; made again later, it may have more: late samples are taken.\r\n\r\n")
            .Append(HowToRead.ReplaceLineEndings("\r\n"));
        foreach (var file in export.Files)
        {
            text.Append(CultureInfo.InvariantCulture, $"\r\n{file.File}\r\n  {file.Description}\r\n");
            foreach (var column in file.Columns)
                text.Append(CultureInfo.InvariantCulture, $"    {column.Name,-24} {column.Type,-8} {column.Description}\r\n");
        }

        return text.ToString();
    }

    private static string Utc(DateTime time) => CsvLines.Time(time);
}
