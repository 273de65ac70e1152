using System.Net;
using Arena.Ingest.Figures;
using Arena.Wire;
using Xunit;

namespace Arena.Ingest.Tests.Api;

/// <summary>Figures over real HTTP.</summary>
public sealed class FigureApiTests : IAsyncLifetime
{
    private const string Span = "from=2026-11-22T00:00:00Z&to=2026-11-23T00:00:00Z";

    private static readonly UnixTime Noon = UnixTime.From(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));

    private RunningIngest _ingest = null!;

    public async ValueTask InitializeAsync()
    {
        _ingest = await RunningIngest.StartAsync();
        await _ingest.Service<IFigureStore>().WriteAsync(
            [
                new Figure(new FigureName(FigureFields.Emptied, "bin-north-food"), Noon, 1),
                new Figure(new FigureName(FigureFields.Software, "node-plant"), Noon, 0) { Text = "1.2, \"x\"" },
                new Figure(new FigureName(FigureFields.Attendance, "degerfors"), Noon, 3012),
            ],
            TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync() => _ingest.DisposeAsync();

    [Fact]
    public async Task Figures_come_with_their_unit_by_subject()
    {
        var answer = await _ingest.GetAsync($"/api/v1/figures?figure=emptied,attendance&{Span}");
        Assert.Equal(
            """{"from":"2026-11-22T00:00:00Z","to":"2026-11-23T00:00:00Z","series":[{"measurement":"waste","subject":"bin-north-food","figure":"emptied","unit":"/","figures":[["2026-11-22T12:00:00Z",1]]},{"measurement":"match","subject":"degerfors","figure":"attendance","unit":"count","figures":[["2026-11-22T12:00:00Z",3012]]}]}""",
            answer.GetRawText());
    }

    [Fact]
    public async Task CSV_has_a_line_for_each_figure_and_texts_in_quotation_marks()
    {
        using var response = await _ingest.Http.GetAsync($"/api/v1/figures?figure=software&subject=node-plant&{Span}&format=csv", TestContext.Current.CancellationToken);
        Assert.Equal("text/csv", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(
            "time,measurement,subject,figure,unit,value\r\n2026-11-22T12:00:00Z,node,node-plant,software,text,\"1.2, \"\"x\"\"\"\r\n",
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_running_ingest_tells_its_heartbeat()
    {
        var now = UnixTime.From(TimeProvider.System.GetUtcNow());
        var span = $"from={now - TimeSpan.FromMinutes(2)}&to={now + TimeSpan.FromMinutes(5)}";
        await RunningIngest.UntilAsync(
            async () => (await _ingest.GetAsync($"/api/v1/figures?figure=heartbeat&{span}")).GetProperty("series")[0].GetProperty("figures").GetArrayLength() > 0, "the heartbeat is told");
    }

    [Theory]
    [InlineData("", 400, "figure")]
    [InlineData("figure=weight", 400, "figure")]
    [InlineData("figure=emptied&subject=incomer", 404, "subject")]
    [InlineData("figure=emptied&point=incomer", 400, "point")]
    [InlineData("figure=emptied&from=2026-11-23T00:00:00Z&to=2026-11-22T00:00:00Z", 400, "from")]
    [InlineData("figure=emptied&format=xml", 406, "format")]
    public async Task What_can_not_be_asked_is_refused_with_the_parameter(string query, int status, string parameter) =>
        Assert.Equal(parameter, (await _ingest.ProblemAsync($"/api/v1/figures?{query}", (HttpStatusCode)status)).GetProperty("parameter").GetString());
}
