using System.Reflection;
using Arena.Ingest.Api.Shapes;
using Arena.Ingest.Decoding;
using Arena.Wire;

namespace Arena.Ingest.Api.Matches.Export;

/// <summary>Makes a match's export and what describes it.</summary>
internal sealed class MatchExports(IEnumerable<IExportFile> files, VenueCatalogue catalogue, MatchReports reports, ExportSeats seats, TimeProvider time)
{
    private static readonly string Software =
        typeof(MatchExports).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";

    public MatchExport Of(ExportCase asked) => new(asked, [.. files], DescribedAsync, seats, time);

    /// <exception cref="Store.StoreUnavailableException">The match's results can't be read.</exception>
    private async ValueTask<ExportShape> DescribedAsync(ExportCase asked, CancellationToken cancellationToken)
    {
        var now = UnixTime.From(time.GetUtcNow());
        return new ExportShape(
            ExportShape.Version,
            now.ToUtc(),
            $"arena-ingest {Software}",
            ExportSiteShape.From(catalogue.Manifest),
            asked.From.ToUtc(),
            asked.To.ToUtc(),
            asked.Match.Timeline.To <= now,
            asked.Names,
            await reports.OfAsync(asked.Match.Name, asked.Shown, cancellationToken),
            [.. files.Select(ExportFileShape.From)],
            [.. catalogue.Series.Select(series => series.Name.Quantity).Distinct().Select(ExportQuantityShape.From)],
            [.. FiguresFile.Fields.Select(field => new ExportFigureShape(field.Name, field.Measurement, field.Unit, field.English))],
            ExportShape.QualityBits);
    }
}
