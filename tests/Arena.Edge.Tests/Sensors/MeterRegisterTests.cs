using Arena.Edge.Sensors;
using Arena.Edge.Sensors.Meter;
using Arena.Edge.Sensors.S0;
using Arena.Edge.Tests.Hardware;
using Arena.Edge.Tests.Hosting;
using Arena.Site;
using Arena.Wire;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Arena.Edge.Tests.Sensors;

/// <summary>A meter one can bill from: what is counted, sealed, crashed, and set to its display.</summary>
public sealed class MeterRegisterTests : IDisposable
{
    private const string Energy = "kitchen-main/active_energy_import";
    private const string Pulses = "kitchen-main/active_energy_import_pulses";

    /// <summary>10 Wh a pulse, at most 11 kW: one pulse in 3.3 s.</summary>
    private static readonly S0Plan Plan = SomePlan.Meter with { PerPulse = 10, Display = new MeterDisplay(6, 1, "kWh", 1000) };

    private readonly DataFolder _data = new();
    private readonly NodeClock _clock = PlayedClock.Make();
    private readonly NodeCounters _counters = new();
    private RecordingSink _sink = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task The_count_stands_before_the_register_that_follows_from_it()
    {
        var (sensor, line) = Sensor();
        await ReadAsync(sensor, line, 3);
        Assert.Equal([Pulses, Energy, "kitchen-main/active_power"], sensor.Series.Select(series => series.ToString()));
        Assert.Equal([(Pulses, 3.0), (Energy, 30.0)], _sink.Samples.Take(2).Select(sample => (sample.Series.ToString(), sample.Value)));
    }

    [Fact]
    public async Task A_register_that_was_published_before_the_meter_had_a_display_goes_on()
    {
        _sink.Restore(Energy, 5_000);
        var (sensor, line) = Sensor();
        await ReadAsync(sensor, line, 2);
        Assert.Equal((5_020, Quality.Good), Last(Energy));
        Assert.Equal((2, Quality.Good), Last(Pulses));
    }

    [Theory]
    [InlineData(1_234_500)]
    [InlineData(20)]
    public async Task A_dial_reading_is_told_once_by_its_flag_and_counted_on_from(double read)
    {
        var (sensor, line) = Sensor();
        await ReadAsync(sensor, line, 3);
        Book().Append(Read(read, pulses: 2));
        await ReadAsync(sensor, line, 1);
        Assert.Equal((read + 20, Quality.Aligned), Last(Energy));
        Assert.Equal((4, Quality.Good), Last(Pulses));
        await ReadAsync(sensor, line, 1);
        Assert.Equal((read + 30, Quality.Good), Last(Energy));
    }

    [Fact]
    public async Task A_swapped_meter_is_a_reset_that_was_declared()
    {
        var (sensor, line) = Sensor();
        await ReadAsync(sensor, line, 3);
        Book().Append(Read(0, pulses: 3) with { Cause = DialCause.Swapped });
        await ReadAsync(sensor, line, 1);
        Assert.Equal((10, Quality.Aligned | Quality.CounterReset), Last(Energy));
    }

    [Theory]
    [InlineData(false, 100_020)]
    [InlineData(true, 100_010)]
    public async Task After_a_restart_the_step_is_told_only_if_it_was_not_sealed_before(bool isSealed, double register)
    {
        var (sensor, line) = Sensor();
        await ReadAsync(sensor, line, 3);
        var before = Registers();
        Book().Append(Read(100_000, pulses: 3));
        await ReadAsync(sensor, line, 1);
        Restart(isSealed ? Registers() : before);
        (sensor, line) = Sensor();
        await ReadAsync(sensor, line, isSealed ? 0 : 2);
        Assert.Equal((register, isSealed ? Quality.Good : Quality.Aligned), Last(Energy));
    }

    [Fact]
    public async Task Another_worth_of_a_pulse_moves_nothing_that_was_counted()
    {
        var (sensor, line) = Sensor();
        await ReadAsync(sensor, line, 3);
        Restart(Registers());
        (sensor, line) = Sensor(Plan with { PerPulse = 1 });
        await ReadAsync(sensor, line, 2);
        Assert.Equal((32, Quality.Good), Last(Energy));
    }

    [Fact]
    public async Task A_new_outbox_goes_on_from_the_last_reading_of_the_dial()
    {
        var (sensor, line) = Sensor();
        await ReadAsync(sensor, line, 3);
        Book().Append(Read(100_000, pulses: 3));
        await ReadAsync(sensor, line, 2);
        Restart([]);
        (sensor, line) = Sensor();
        await ReadAsync(sensor, line, 1);
        Assert.Equal(100_010, Last(Energy).Value);
    }

    [Fact]
    public async Task More_pulses_than_the_meter_can_give_are_a_fault_with_their_number_and_no_energy()
    {
        var (sensor, line) = Sensor();
        await ReadAsync(sensor, line, 3);
        var fault = await Assert.ThrowsAsync<SensorFault>(async () => await ReadAsync(sensor, line, 40));
        Assert.Contains("40 pulses of kitchen-main/active_energy_import came within 10.0 s, and its meter gives at most 3.1", fault.Message, StringComparison.Ordinal);
        await ReadAsync(sensor, line, 2);
        Assert.Equal((50, Quality.PulsesLost), Last(Energy));
        Assert.Equal(0, _counters.PulsesLost);
    }

    [Fact]
    public async Task A_line_torn_by_a_power_cut_was_never_used_and_gives_its_place_to_the_next()
    {
        var (sensor, line) = Sensor();
        await ReadAsync(sensor, line, 3);
        var file = Path.Combine(_data.Path, DialBook.Name);
        await File.AppendAllTextAsync(file, "{\"series\":\"kitchen-main/act", TestContext.Current.CancellationToken);
        await ReadAsync(sensor, line, 1);
        Assert.Equal((40, Quality.Good), Last(Energy));
        Book().Append(Read(500, pulses: 4));
        Assert.Equal(2, Book().Of(Energy).Count);
        await ReadAsync(sensor, line, 0);
        Assert.Equal((500, Quality.Aligned), Last(Energy));
    }

    [Fact]
    public async Task A_damaged_book_stops_the_register_and_guesses_none()
    {
        await File.WriteAllTextAsync(Path.Combine(_data.Path, DialBook.Name), "{}\n", TestContext.Current.CancellationToken);
        var (sensor, line) = Sensor();
        var fault = await Assert.ThrowsAsync<SensorFault>(async () => await ReadAsync(sensor, line, 3));
        Assert.Contains("Line 1 of ", fault.Message, StringComparison.Ordinal);
        Assert.Empty(_sink.Samples);
    }

    /// <summary>Steps: pulses and a reading; 20 seals it; 21 the power goes; 22 somebody reads the dial.</summary>
    [Fact]
    public void Wherever_the_power_goes_a_pulse_is_counted_at_most_once_and_a_dial_reading_takes_effect_once() =>
        Prop.ForAll(Gen.Choose(0, 24).ArrayOf().ToArbitrary(), Holds).Check(Config.QuickThrowOnFailure);

    private bool Holds(int[] steps)
    {
        File.Delete(Path.Combine(_data.Path, DialBook.Name));
        _sink = new RecordingSink();
        var isSealed = Registers();
        var (told, sealedCount, dials) = (new List<Sample>(), 0, 0);
        var (sensor, line) = Sensor();
        foreach (var step in (int[])[.. steps, 1, 20])
        {
            switch (step)
            {
                case 20:
                    isSealed = Registers();
                    told.AddRange(_sink.Of(Energy).Skip(sealedCount));
                    sealedCount = _sink.Of(Energy).Count;
                    break;
                case 21:
                    Restart(isSealed);
                    sealedCount = 0;
                    (sensor, line) = Sensor();
                    break;
                case 22 when isSealed.TryGetValue(Pulses, out var pulses):
                    // Half a year apart in worth, so that each step is seen.
                    Book().Append(Read(1_000_000 * ++dials, pulses));
                    break;
                case < 4:
                    Assert.True(ReadAsync(sensor, line, step).IsCompletedSuccessfully);
                    break;
            }
        }

        var newest = Book().Newest(Energy)!;
        var aligned = told.Count(sample => sample.Quality.HasFlag(Quality.Aligned));
        var risesOrSteps = told.Zip(told.Skip(1)).All(pair => pair.Second.Value >= pair.First.Value);
        return risesOrSteps && aligned <= dials && (dials == 0 || aligned > 0)
            && isSealed[Energy].Equals(newest.RegisterAt(isSealed[Pulses]));
    }

    private (S0Sensor Sensor, ScriptedLine Line) Sensor(S0Plan? plan = null)
    {
        var (hardware, line) = (new ScriptedHardware(), new ScriptedLine());
        hardware.Lines[5] = line;
        return (new S0Sensor(plan ?? Plan, hardware, _sink, _clock, _counters, Book()), line);
    }

    private DialBook Book() => new(_data.Path);

    private static DialReading Read(double register, double pulses) =>
        new(Energy, DialCause.Read, PlayedClock.Start, "Anna", register, pulses, Plan.PerPulse) { Display = "0 kWh" };

    private async Task ReadAsync(S0Sensor sensor, ScriptedLine line, int pulses)
    {
        sensor.Open();
        for (var i = 0; i < pulses; i++) line.Pulse(_clock.MonotonicNs + i);
        _clock.Wait(TimeSpan.FromSeconds(10));
        await sensor.ReadAsync(CancellationToken.None);
    }

    private Dictionary<string, double> Registers()
    {
        var registers = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var series in (string[])[Pulses, Energy])
        {
            if (SeriesName.TryParse(series, out var name, out _) && _sink.RegisterOf(name) is { } register) registers[series] = register;
        }

        return registers;
    }

    private void Restart(Dictionary<string, double> isSealed)
    {
        _sink = new RecordingSink();
        foreach (var (series, register) in isSealed) _sink.Restore(series, register);
    }

    private (double Value, Quality Quality) Last(string series) => (_sink.Of(series)[^1].Value, _sink.Of(series)[^1].Quality);
}
