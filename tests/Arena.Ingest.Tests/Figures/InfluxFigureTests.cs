using Arena.Ingest.Figures;
using Arena.Ingest.Store;
using Arena.Ingest.Store.Influx;
using Arena.Ingest.Store.Sqlite;
using Arena.Ingest.Tests.Servers;
using Arena.Wire;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Arena.Ingest.Tests.Figures;

/// <summary>Figures in a real InfluxDB 1.6, and how they lie there.</summary>
public sealed class InfluxFigureTests(InfluxServer server) : FigureContract, IClassFixture<InfluxServer>
{
    private protected override Storage Make(string folder, FigurePlan? plan) => Stores.Influx(
        new ArenaFileOptions { Directory = folder }, new InfluxOptions { Url = server.Url, Api = InfluxApi.V1, Database = Unique }, MatchGround.Site, server.Http, Time,
        NullLoggerFactory.Instance, plan);

    [Fact]
    public async Task Figures_of_a_point_stand_beside_its_samples_with_the_same_tags()
    {
        await StoreAsync(MatchGround.Food, (0, 4.5));
        await WriteAsync(FigureFields.Emptied, "bin-food", 1);
        await WriteAsync(FigureFields.EmptiedKg, "bin-food", 3);

        Assert.Contains("""
            "columns":["time","cargo_weight_kg","emptied","emptied_kg","fraction","point","site","zone"],"values":[[1795356000000000,4.5,1,3,"food","bin-food","ground","north"]]
            """, await server.QueryAsync(Unique, "SELECT * FROM waste"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_figures_are_floats_but_the_software_and_a_match_is_a_tag()
    {
        await WriteAsync(FigureFields.Phase, MatchGround.MatchName, 2);
        await WriteAsync(FigureFields.Heartbeat, "ingest", 1);
        await WriteAsync(FigureFields.Quarantined(Reason.UnitUnknown), "ingest", 0);
        await WriteAsync(FigureFields.Online, MatchGround.Node, 1);
        await Storage.Figures.Store.WriteAsync([new Figure(new FigureName(FigureFields.Software, MatchGround.Node), MatchGround.KickOff, 0) { Text = "1.2.0" }], Cancellation);

        Assert.Contains("""[["heartbeat","float"],["online","float"],["quarantined_unit_unknown","float"],["software","string"]]""", await server.QueryAsync(Unique, "SHOW FIELD KEYS FROM node"), StringComparison.Ordinal);
        Assert.Contains("""
            "columns":["time","match","phase","site"],"values":[[1795356000000000,"2026-11-22-degerfors-if",2,"ground"]]
            """, await server.QueryAsync(Unique, "SELECT * FROM match"), StringComparison.Ordinal);
        Assert.Contains("""
            [1795356000000000,1,"ingest","ground"]
            """, await server.QueryAsync(Unique, "SELECT heartbeat, point, site FROM node WHERE point = 'ingest'"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_check_is_one_line_with_the_tags_of_its_bin()
    {
        await Storage.Figures.Store.WriteAsync(
            [At(FigureFields.Checked, 1), At(FigureFields.Contamination, 0.2), At(FigureFields.ContaminationKg, 2.5)], Cancellation);

        Assert.Contains("""
            "columns":["time","checked","contamination","contamination_kg","fraction","point","site","zone"],"values":[[1795356000000000,1,0.2,2.5,"food","bin-food","ground","north"]]
            """, await server.QueryAsync(Unique, "SELECT * FROM waste"), StringComparison.Ordinal);

        static Figure At(FigureField field, double value) => new(new FigureName(field, "bin-food"), MatchGround.KickOff, value);
    }

    private async Task WriteAsync(FigureField field, string subject, double value) =>
        await Storage.Figures.Store.WriteAsync([new Figure(new FigureName(field, subject), MatchGround.KickOff, value)], Cancellation);
}
