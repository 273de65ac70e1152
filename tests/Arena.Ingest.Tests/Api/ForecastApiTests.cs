using System.Net;
using System.Text.Json;
using Xunit;

namespace Arena.Ingest.Tests.Api;

public sealed class ForecastApiTests : IAsyncLifetime
{
    private RunningIngest _ingest = null!;

    public async ValueTask InitializeAsync() => _ingest = await RunningIngest.StartAsync();

    public ValueTask DisposeAsync() => _ingest.DisposeAsync();

    [Fact]
    public async Task Without_a_match_near_there_is_nothing_to_foresee_and_nowhere_to_walk()
    {
        var forecast = await _ingest.GetAsync("/api/v1/forecast");
        var round = await _ingest.GetAsync("/api/v1/round?x=100&y=200.5");

        Assert.Equal(JsonValueKind.Null, forecast.GetProperty("match").ValueKind);
        Assert.Equal(0, forecast.GetProperty("bins").GetArrayLength());
        Assert.Equal(0, round.GetProperty("stops").GetArrayLength());
    }

    [Theory]
    [InlineData("x=5", "y")]
    [InlineData("y=5", "x")]
    [InlineData("x=5&y=far", "y")]
    [InlineData("x=5&y=721", "y")]
    public async Task A_place_that_is_none_is_refused_by_name(string query, string parameter)
    {
        var problem = await _ingest.ProblemAsync($"/api/v1/round?{query}", HttpStatusCode.BadRequest);

        Assert.Equal(parameter, problem.GetProperty("parameter").GetString());
    }
}
