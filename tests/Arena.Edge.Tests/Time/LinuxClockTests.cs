using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Arena.Edge.Time;
using Arena.Edge.Time.Linux;
using Arena.Wire;
using Xunit;

namespace Arena.Edge.Tests.Time;

public sealed class LinuxClockTests
{
    private readonly LinuxClock _clock = LinuxClock.TryOpen(out var fault) ?? throw new InvalidOperationException(fault);

    [Fact]
    public void The_wall_clock_is_the_systems()
    {
        var before = UnixTime.From(TimeProvider.System.GetUtcNow());
        var wall = _clock.Read().Wall;
        var after = UnixTime.From(TimeProvider.System.GetUtcNow());
        Proof.IsWithin(wall, before, after);
    }

    [Fact]
    public void The_boot_clock_is_what_the_kernel_tells_as_uptime_and_never_goes_back()
    {
        var before = Uptime();
        var (first, second) = (_clock.SinceBoot, _clock.Read().SinceBoot);
        Assert.True(first <= second, $"{second} after {first}");
        Assert.InRange(second, before - TimeSpan.FromMilliseconds(20), Uptime() + TimeSpan.FromMilliseconds(20));
    }

    [Fact]
    public void The_boot_has_an_id() => Assert.True(Guid.TryParse(_clock.BootId, out _), _clock.BootId);

    /// <summary>The layout is right if what the kernel writes stands where it should: the clock's tick is 10 ms, and its time is now.</summary>
    [Fact]
    public void The_kernels_answer_has_the_layout_that_is_read()
    {
        var timex = default(Timex);
        Assert.InRange(ClockCalls.Adjust(ref timex), 0, 5);
        Assert.Equal(208, Unsafe.SizeOf<Timex>());
        var bytes = MemoryMarshal.AsBytes(new ReadOnlySpan<Timex>(in timex));
        Assert.InRange(MemoryMarshal.Read<long>(bytes[88..]), 9_000, 11_000);
        Assert.InRange(MemoryMarshal.Read<long>(bytes[72..]), TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() - 5, TimeProvider.System.GetUtcNow().ToUnixTimeSeconds());
        Assert.InRange(timex.MaxErrorUs, 0, 16_000_000);
    }

    [Fact]
    public void Its_error_is_known_and_who_vouches_for_it_is_believed()
    {
        var reading = _clock.Read();
        Assert.InRange(reading.Error, TimeSpan.Zero, TimeSpan.FromSeconds(16.1));
        var vouched = new TrustedClock(_clock).Read();
        Assert.Equal((true, TimeSpan.Zero), (vouched.Synchronised, vouched.Error));
    }

    private static TimeSpan Uptime() =>
        TimeSpan.FromSeconds(double.Parse(File.ReadAllText("/proc/uptime").Split(' ')[0], CultureInfo.InvariantCulture));
}
