using System.Device.Gpio;
using Arena.Edge.Hardware;
using Arena.Edge.Hardware.DotnetIot;
using Xunit;

namespace Arena.Edge.Tests.Hardware.FullPack;

/// <summary>The driver on System.Device.Gpio keeps the contract, over a driver of the library whose pins the test moves.</summary>
public sealed class LibraryLineTests : GpioLineContract
{
    private readonly FakeGpioDriver _driver = new();
    private readonly GpioChipsOfLibrary _chips;
    private bool _activeLow;

    public LibraryLineTests() => _chips = new GpioChipsOfLibrary(() => [new GpioChipInfo(0, "gpiochip0", Chip, 28)], _ => new GpioController(_driver));

    public override void Dispose()
    {
        _chips.Dispose();
        _driver.Dispose();
    }

    private protected override IGpioLine Open(LineRequest request)
    {
        _activeLow = request.ActiveLow;
        if (!_activeLow) _driver.Move(Line, PinValue.Low);
        return LibraryLine.Open(_chips, request, Time);
    }

    private protected override void Move(bool active) => _driver.Move(Line, active != _activeLow);

    private protected override void Flood(int edges)
    {
        for (var i = 0; i < edges; i++)
        {
            Move(active: true);
            Move(active: false);
        }
    }

    [Fact]
    public void A_pulse_line_is_pulled_up()
    {
        using var line = Open(Pulses);
        Assert.Equal(PinMode.InputPullUp, _driver.ModeOf(Line));
    }

    [Fact]
    public void A_spike_is_no_pulse_where_debouncing_is_asked_for()
    {
        using var line = Open(Pulses with { Debounce = TimeSpan.FromMilliseconds(10) });
        Move(active: true);
        Time.Advance(TimeSpan.FromMilliseconds(2));
        Move(active: false);
        Time.Advance(TimeSpan.FromMilliseconds(60));
        Move(active: true);
        Time.Advance(TimeSpan.FromMilliseconds(30));
        Move(active: false);
        Time.Advance(TimeSpan.FromMilliseconds(30));

        Assert.Equal(1, line.Drain(new LineEvent[8]));
    }

    [Fact]
    public void A_line_that_is_held_is_a_fault_that_names_it()
    {
        using var first = Open(Pulses);

        var fault = Assert.Throws<HardwareFault>(() => Open(Pulses));

        Assert.Contains("GPIO line 17 of pinctrl-rp1", fault.Message, StringComparison.Ordinal);
    }
}
