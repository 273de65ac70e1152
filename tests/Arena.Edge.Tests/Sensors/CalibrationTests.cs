using System.Text;
using Arena.Edge.Sensors.Calibrating;
using Arena.Edge.Tests.Hosting;
using Arena.Site;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Arena.Edge.Tests.Sensors;

public sealed class CalibrationTests : IDisposable
{
    private readonly StringWriter _output = new();
    private readonly DataFolder _data = new();

    public void Dispose()
    {
        _output.Dispose();
        _data.Dispose();
    }

    [Fact]
    public async Task A_scale_is_led_from_empty_to_the_known_mass_and_back()
    {
        var made = await RunAsync(SomePlan.Weight, "\n20.5\n\n\n", 151_000, 171_500, 151_003);
        Assert.Equal("empty_raw: 151000, known_kg: 20.5, known_raw: 171500", made.Keys);
        Assert.Equal([null, 20.5, null], made.Points.Select(point => point.Known));
    }

    [Theory]
    [InlineData(151_000, 151_004, 151_000, "did not feel the mass")]
    [InlineData(151_000, 171_500, 155_000, "does not come back")]
    public async Task A_scale_that_can_not_be_right_is_refused(double empty, double loaded, double back, string reason) =>
        await RefusedAsync(SomePlan.Weight, "\n20\n\n\n", reason, empty, loaded, back);

    [Fact]
    public async Task A_mass_beyond_the_cell_is_refused_before_it_is_put_on() =>
        await RefusedAsync(SomePlan.Weight, "\n250\n", "more than the cell carries", 151_000);

    [Fact]
    public async Task A_fill_sensor_is_led_from_empty_to_full() =>
        Assert.Equal("empty_cm: 97, full_cm: 28", (await RunAsync(SomePlan.Fill, "\n\n", 97, 28)).Keys);

    [Theory]
    [InlineData(97, 96, "must be nearer to the sensor")]
    [InlineData(97, 20, "can't tell anything nearer than 20 cm")]
    public async Task A_fill_sensor_that_can_not_be_right_is_refused(double empty, double full, string reason) =>
        await RefusedAsync(SomePlan.Fill, "\n\n", reason, empty, full);

    [Fact]
    public async Task A_clamp_is_read_at_a_known_load() =>
        Assert.Equal("known_a: 8.7, known_mv: 94.1", (await RunAsync(SomePlan.Current, "8,7\n8.7\n\n", 0.0941)).Keys);

    [Theory]
    [InlineData(0)]
    [InlineData(0.2)]
    public async Task A_clamp_around_both_conductors_is_refused(double volts) =>
        await RefusedAsync(SomePlan.Current, "8.7\n\n", "around one conductor only", volts);

    [Fact]
    public async Task Readings_that_do_not_rest_are_taken_again_and_then_refused()
    {
        var restless = 0;
        var guide = new Guide(new StringReader("\n"), _output, _ => ValueTask.FromResult(100.0 + (restless++ % 2 * 30)));
        var fault = await Assert.ThrowsAsync<CalibrationFault>(() => new Calibrations(guide, null).RunAsync(SomePlan.Fill, CancellationToken.None));
        Assert.Contains("does not rest", fault.Message, StringComparison.Ordinal);
        Assert.Equal(30, restless);
    }

    [Fact]
    public async Task An_input_that_ends_keeps_nothing() => await RefusedAsync(SomePlan.Fill, "\n", "the input ended", 97);

    [Fact]
    public void What_was_calibrated_is_kept_and_told_until_the_manifest_says_so()
    {
        var at = new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
        var record = new CalibrationRecord("bin-north-1-food", "weight", at, "Anna", [new CalibrationPoint("empty_raw", 151_000, 12, null)], "empty_raw: 151000");
        new CalibrationBook(_data.Path).Append(record);
        Assert.Equal(record.Points, Assert.Single(new CalibrationBook(_data.Path).Read()).Points);

        Assert.Contains("the manifest does not say so: write empty_raw: 151000", LogOf(SomePlan.Weight, at), StringComparison.Ordinal);
        Assert.DoesNotContain("does not say so", LogOf(SomePlan.Weight with { Calibrated = new Calibration(new DateOnly(2026, 11, 22), "Anna") }, at), StringComparison.Ordinal);
        Assert.Contains("calibrated 400 days ago", LogOf(SomePlan.Weight with { Calibrated = new Calibration(new DateOnly(2026, 11, 22), "Anna") }, at.AddDays(400)), StringComparison.Ordinal);
    }

    [Fact]
    public void The_node_tells_the_day_and_not_the_name() =>
        Assert.Equal(
            [new Arena.Wire.Nodes.NodeCalibration("bin-north-1-food", "fill", new DateOnly(2026, 11, 20))],
            CalibrationAges.Of(Node(SomePlan.Fill with { Calibrated = new Calibration(new DateOnly(2026, 11, 20), "Anna Berg") }, SomePlan.Weight)));

    private string LogOf(WeightPlan plan, DateTimeOffset now)
    {
        var log = new Messages();
        CalibrationAges.Log(Node(plan), _data.Path, now, log);
        return log.Text.ToString();
    }

    private static SiteNode Node(params SensorPlan[] sensors) => PlayedVenue.Site.Nodes[0] with { Sensors = sensors };

    private async Task<Calibrated> RunAsync(CalibratedPlan plan, string input, params double[] raws)
    {
        var read = 0;
        var guide = new Guide(new StringReader(input), _output, _ => ValueTask.FromResult(raws[read++ / Guide.Readings]));
        return await new Calibrations(guide, null).RunAsync(plan, CancellationToken.None);
    }

    private async Task RefusedAsync(CalibratedPlan plan, string input, string reason, params double[] raws)
    {
        var fault = await Assert.ThrowsAsync<CalibrationFault>(() => RunAsync(plan, input, raws));
        Assert.Contains(reason, fault.Message, StringComparison.Ordinal);
    }

    private sealed class Messages : ILogger
    {
        public StringBuilder Text { get; } = new();

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Text.AppendLine(formatter(state, exception));
    }
}
