using Arena.Ingest.Api.Matches.Export;
using Arena.Site;
using Arena.Wire;

namespace Arena.Ingest.Api.Shapes;

/// <summary>What is in a match's export, for programs: its <c>match.json</c>.</summary>
/// <param name="Format">Its version; only ever added to.</param>
/// <param name="MadeAt">When it was made.</param>
/// <param name="Software">What made it.</param>
/// <param name="Site">Where.</param>
/// <param name="From">When the gates opened.</param>
/// <param name="To">Excluded.</param>
/// <param name="Complete">False while the match was going on.</param>
/// <param name="Names">Whether names of staff are in it.</param>
/// <param name="Match">The match with its phases, attendance and results.</param>
/// <param name="Files">The CSV files.</param>
/// <param name="Quantities">What is measured.</param>
/// <param name="Figures">What is computed.</param>
/// <param name="Quality">Bits of a sample's quality.</param>
internal sealed record ExportShape(
    string Format,
    DateTime MadeAt,
    string Software,
    ExportSiteShape Site,
    DateTime From,
    DateTime To,
    bool Complete,
    bool Names,
    MatchWholeShape Match,
    IReadOnlyList<ExportFileShape> Files,
    IReadOnlyList<ExportQuantityShape> Quantities,
    IReadOnlyList<ExportFigureShape> Figures,
    IReadOnlyList<ExportBitShape> Quality)
{
    public const string Version = "arena-match-export/1";

    public static IReadOnlyList<ExportBitShape> QualityBits { get; } =
    [
        new((int)Wire.Quality.EstimatedTime, "Its time was estimated"),
        new((int)Wire.Quality.Implausible, "Outside what the sensor or the meter can measure"),
        new((int)Wire.Quality.SensorFault, "The sensor reported a fault with it"),
        new((int)Wire.Quality.CounterReset, "A counter went backwards: swapped meter or overflow"),
        new((int)Wire.Quality.PulsesLost, "Pulses are known to be missing before it"),
        new((int)Wire.Quality.Thinned, "Stands for several samples that were thinned on a full disk"),
        new((int)Wire.Quality.Aligned, "A register set to its meter's display: the step before it is a correction"),
    ];
}

/// <summary>The venue.</summary>
internal sealed record ExportSiteShape(string Site, string Title, string TimeZone, double Latitude, double Longitude, int Capacity)
{
    public static ExportSiteShape From(SiteManifest site) => new(site.Site, site.Title.En, site.TimeZone, site.Latitude, site.Longitude, site.Capacity);
}

/// <summary>A CSV file.</summary>
internal sealed record ExportFileShape(string File, string Description, IReadOnlyList<ExportColumnShape> Columns)
{
    public static ExportFileShape From(IExportFile file) =>
        new(file.Name, file.English, [.. file.Columns.Select(column => new ExportColumnShape(column.Name, column.Type, column.English))]);
}

/// <summary>A column: time, number, integer, boolean, text or json.</summary>
internal sealed record ExportColumnShape(string Name, string Type, string Description);

/// <summary>A quantity of the registry, with its SenML unit.</summary>
internal sealed record ExportQuantityShape(string Quantity, string Unit, string Kind, string Description)
{
    public static ExportQuantityShape From(Quantity quantity) => new(quantity.Name, quantity.Unit, QuantityShape.KindOf(quantity), quantity.English);
}

/// <summary>A figure, with its SenML unit.</summary>
internal sealed record ExportFigureShape(string Figure, string Measurement, string Unit, string Description);

/// <summary>A bit of the quality.</summary>
internal sealed record ExportBitShape(int Bit, string Description);
