using Xunit;

namespace Arena.EndToEnd.Tests.Kernel;

/// <summary>The worker with <c>--hardware linux</c> on a real kernel: GPIO lines of gpio-sim, chips of i2c-stub. All cases are of one run.</summary>
public sealed class KernelTests(KernelVm machine, ITestOutputHelper output) : IClassFixture<KernelVm>
{
    /// <summary>Events the kernel queues for a line, the most it gives.</summary>
    private const int Queue = 1024;

    [Theory]
    [InlineData("one", 1)]
    [InlineData("ten", 10)]
    [InlineData("s0", 16.7)]
    [InlineData("hundred", 100)]
    public void Every_pulse_of_a_steady_meter_is_counted(string point, double hertz)
    {
        machine.NeedIt();
        var made = machine.MadeBy(point);
        var pace = made.Pulses / made.Span.TotalSeconds;
        output.WriteLine($"{hertz} Hz: sent {made.Pulses} ({pace:0.0} Hz), counted {Register(point)}");
        Assert.Equal(made.Pulses, Register(point));
        Assert.InRange(pace, hertz * 0.9, hertz * 1.1);
    }

    [Fact]
    public void A_contact_that_bounces_counts_once_for_each_closing()
    {
        machine.NeedIt();
        var made = machine.MadeBy("bouncing");
        Assert.Equal(12 * made.Pulses, made.Edges);
        Assert.Equal(made.Pulses, Register("bouncing"));
    }

    [Fact]
    public void Just_so_many_pulses_as_the_queue_holds_are_all_counted_by_a_worker_that_stood_still()
    {
        machine.NeedIt();
        Assert.Equal(Queue, machine.MadeBy("burst").Pulses);
        Assert.Equal(Queue, Register("burst"));
    }

    [Fact]
    public void Pulses_that_the_queue_could_not_hold_are_reported_as_lost_to_the_last_one()
    {
        machine.NeedIt();
        var made = machine.MadeBy("overrun").Pulses;
        var lost = machine.Values("vm", "pulses_lost");
        output.WriteLine($"overrun: sent {made}, counted {Register("overrun")}, reported lost {lost[^1]}");
        Assert.True(made > Queue);
        Assert.Equal(Queue, Register("overrun"));
        Assert.Equal(made - Queue, lost[^1]);

        // Before the overrun nothing was: no other meter of the node lost a pulse.
        Assert.Equal(0, lost[0]);
        Assert.Equal([0, made - Queue], lost.Distinct());
    }

    [Fact]
    public void A_line_that_someone_else_holds_is_reported_with_its_holder_and_the_others_are_counted()
    {
        machine.NeedIt();
        Assert.Contains("Sensor s0 of held fails: GPIO line 27 of pinctrl-bcm2711 (/dev/gpiochip0) is held by 'floodlight-relay'", machine.WorkerLog, StringComparison.Ordinal);
        Assert.Empty(machine.Values("held", "active_energy_import"));
    }

    [Fact]
    public void An_MCP9808_is_read_word_by_word_without_its_alert_flags()
    {
        machine.NeedIt();
        Assert.Equal([22.5], machine.Values("air", "temperature").Distinct());
    }

    [Fact]
    public void A_NAU7802_is_started_calibrated_and_read()
    {
        machine.NeedIt();
        Assert.Equal([12.5], machine.Values("bin", "cargo_weight").Distinct());
    }

    [Fact]
    public void A_scale_is_calibrated_step_by_step_and_the_manifests_keys_are_told()
    {
        machine.NeedIt();
        Assert.Contains("vm: calibrate ended with 0", machine.Console, StringComparison.Ordinal);
        Assert.Contains("empty_raw: 225000, known_kg: 20, known_raw: 425000, calibrated: ", machine.CalibrateLog, StringComparison.Ordinal);
        Assert.Contains("Anna Berg", Assert.Single(machine.Calibrations), StringComparison.Ordinal);
    }

    [Fact]
    public void An_ADS1115_gives_the_true_rms_of_a_wave_that_is_no_sine()
    {
        machine.NeedIt();

        // A square wave's rms is its height: 8000 steps of 62.5 µV, 2000 turns on 22 Ω.
        const double height = 8000 * 62.5e-6 * 2000 / 22;
        var measured = machine.Values("clamp", "current");
        output.WriteLine($"clamp: {height:0.00} A, measured {string.Join(", ", measured.Select(amperes => $"{amperes:0.00}"))}");
        Assert.NotEmpty(measured);
        Assert.All(measured, amperes => Assert.InRange(amperes, height * 0.97, height * 1.001));
    }

    [Fact]
    public void A_foreign_chip_and_a_missing_one_are_told_apart()
    {
        machine.NeedIt();
        Assert.Contains("The chip at 0x19 on bus 0 is no MCP9808: manufacturer 0x104C", machine.WorkerLog, StringComparison.Ordinal);
        Assert.Contains("No acknowledge from 0x1A on I2C bus 0", machine.WorkerLog, StringComparison.Ordinal);
        Assert.Empty(machine.Values("wrong-chip", "temperature"));
        Assert.Empty(machine.Values("nobody", "temperature"));
    }

    [Fact]
    public void The_worker_ends_cleanly_and_says_what_waits()
    {
        machine.NeedIt();
        output.WriteLine($"worker: {machine.WorkerCost}");
        Assert.Contains("vm: worker ended with 0", machine.Console, StringComparison.Ordinal);
        Assert.Contains("batches sealed", machine.WorkerLog, StringComparison.Ordinal);
    }

    /// <summary>Pulses in the meter's register, 1 Wh each; it never went back.</summary>
    private double Register(string point)
    {
        var values = machine.Values(point, "active_energy_import");
        Assert.NotEmpty(values);
        Assert.Equal(values.Order(), values);
        return values[^1];
    }
}
