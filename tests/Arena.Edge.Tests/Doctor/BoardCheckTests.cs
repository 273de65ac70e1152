using Arena.Edge.Doctor;
using Arena.Edge.Doctor.Board;
using Arena.Edge.Tests.Time;
using Xunit;

namespace Arena.Edge.Tests.Doctor;

public sealed class BoardCheckTests
{
    private const string Throttled = "sys/devices/platform/soc/soc:firmware/get_throttled";

    [Theory]
    [InlineData("0\n", CheckStatus.Ok, "never slowed down")]
    [InlineData("50005\n", CheckStatus.Failed, "too low now")]
    [InlineData("0x1", CheckStatus.Failed, "too low now")]
    [InlineData("50000\n", CheckStatus.Warning, "too low at least once")]
    [InlineData("40004\n", CheckStatus.Warning, "slowed down now")]
    [InlineData("80000\n", CheckStatus.Warning, "slowed down at least once")]
    internal void The_firmware_of_a_raspberry_pi_tells_of_its_supply(string flags, CheckStatus status, string words)
    {
        using var pi = SomeMachine.Pi4().With(Throttled, flags);
        Expect(status, words, SupplyCheck.Look(pi.Roots));
    }

    [Theory]
    [InlineData("0\n", CheckStatus.Ok, "is right")]
    [InlineData("1\n", CheckStatus.Failed, "too low")]
    internal void Without_the_firmware_the_kernels_alarm_is_asked(string alarm, CheckStatus status, string words)
    {
        using var pi = SomeMachine.Pi4().With("sys/class/hwmon/hwmon0/name", "cpu_thermal\n").With("sys/class/hwmon/hwmon1/name", "rpi_volt\n").With("sys/class/hwmon/hwmon1/in0_lcrit_alarm", alarm);
        Expect(status, words, SupplyCheck.Look(pi.Roots));
    }

    [Fact]
    public void Another_board_is_told_to_be_none_and_a_silent_one_to_be_silent()
    {
        using var pc = new SomeMachine();
        Expect(CheckStatus.Skipped, "this is not one", SupplyCheck.Look(pc.Roots));
        using var pi = SomeMachine.Pi4();
        Expect(CheckStatus.Skipped, "neither get_throttled nor rpi_volt", SupplyCheck.Look(pi.Roots));
    }

    [Theory]
    [InlineData("6.1.21-v8+", CheckStatus.Ok, "Debian GNU/Linux 12 (bookworm), kernel 6.1.21-v8+")]
    [InlineData("5.4.0-v8+", CheckStatus.Failed, "older than 5.10")]
    internal void The_system_is_named_and_a_kernel_that_counts_no_pulses_fails(string kernel, CheckStatus status, string words)
    {
        using var pi = SomeMachine.Pi4().With("proc/sys/kernel/osrelease", kernel + "\n").With("etc/os-release", "ID=debian\nPRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\n");
        var finding = BoardChecks.System(pi.Roots);
        Expect(status, words, finding);
        Assert.StartsWith("Raspberry Pi 4 Model B Rev 1.4, ", finding.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("48312\n", CheckStatus.Ok, "48.3 °C")]
    [InlineData("82100\n", CheckStatus.Warning, "slows down from 80")]
    internal void A_hot_processor_is_a_warning(string thousandths, CheckStatus status, string words)
    {
        using var pi = SomeMachine.Pi4().With("sys/class/thermal/thermal_zone0/type", "cpu-thermal\n").With("sys/class/thermal/thermal_zone0/temp", thousandths);
        Expect(status, words, BoardChecks.Processor(pi.Roots));
    }

    [Theory]
    [InlineData(3_000_000, CheckStatus.Ok, "2930 of 3906 MiB")]
    [InlineData(300_000, CheckStatus.Warning, "Only 293 of 3906 MiB")]
    internal void Scarce_memory_is_a_warning(int availableKib, CheckStatus status, string words)
    {
        using var pi = SomeMachine.Pi4().With("proc/meminfo", $"MemTotal:        4000000 kB\nMemFree:          100000 kB\nMemAvailable:    {availableKib} kB\n");
        Expect(status, words, BoardChecks.Memory(pi.Roots));
    }

    [Theory]
    [InlineData("wlan0: 0000   60.  -50.  -256        0      0      0      0      2        0", CheckStatus.Ok, "-50 dBm")]
    [InlineData("wlan0: 0000   20.  -84.  -256        0      0      0      0      2        0", CheckStatus.Warning, "weak, -84 dBm")]
    [InlineData("", CheckStatus.Skipped, "No Wi-Fi")]
    internal void A_weak_wifi_is_a_warning(string line, CheckStatus status, string words)
    {
        using var pi = SomeMachine.Pi4().With("proc/net/wireless", $"Inter-| sta-|   Quality        |   Discarded packets\n face | tus | link level noise |  nwid  crypt\n{line}\n");
        Expect(status, words, BoardChecks.Wireless(pi.Roots));
    }

    [Fact]
    public void A_clock_that_nobody_synchronises_is_a_warning_and_one_that_cannot_be_read_a_failure()
    {
        var clock = new FakeClock();
        Expect(CheckStatus.Ok, "off by 2 ms", BoardChecks.Clock(clock, ""));
        clock.Synchronised = false;
        Expect(CheckStatus.Warning, "nobody has synchronised", BoardChecks.Clock(clock, ""));
        Expect(CheckStatus.Failed, "can't be read", BoardChecks.Clock(null, "install the 64-bit Raspberry Pi OS"));
    }

    [Fact]
    public void A_machine_that_tells_nothing_is_skipped_in_every_check()
    {
        using var machine = new SomeMachine();
        Assert.All(
            (Finding[])[BoardChecks.Processor(machine.Roots), BoardChecks.Memory(machine.Roots), BoardChecks.Wireless(machine.Roots), SupplyCheck.Look(machine.Roots)],
            finding => Assert.Equal(CheckStatus.Skipped, finding.Status));
    }

    internal static void Expect(CheckStatus status, string words, Finding finding)
    {
        Assert.Contains(words, finding.Sentence, StringComparison.Ordinal);
        Assert.Equal(status, finding.Status);
        if (status is CheckStatus.Warning) Assert.NotNull(finding.Advice);
    }
}
