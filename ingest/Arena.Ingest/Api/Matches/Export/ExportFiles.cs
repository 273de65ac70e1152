namespace Arena.Ingest.Api.Matches.Export;

/// <summary>The files of an export, in their order in the archive: the long one last.</summary>
internal static class ExportFiles
{
    public static IServiceCollection AddMatchExport(this IServiceCollection services) => services
        .AddSingleton<ExportSeats>()
        .AddSingleton<MatchExports>()
        .AddSingleton<IExportFile, PhasesFile>()
        .AddSingleton<IExportFile, RecordFile>()
        .AddSingleton<IExportFile, PointsFile>()
        .AddSingleton<IExportFile, FiguresFile>()
        .AddSingleton<IExportFile, ChecksFile>()
        .AddSingleton<IExportFile, BinsFile>()
        .AddSingleton<IExportFile, CompletenessFile>()
        .AddSingleton<IExportFile, SamplesFile>();
}
