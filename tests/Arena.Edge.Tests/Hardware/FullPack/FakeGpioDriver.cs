using System.Device.Gpio;

namespace Arena.Edge.Tests.Hardware.FullPack;

/// <summary>A driver of System.Device.Gpio whose pins a test moves; it calls back as the library's own do.</summary>
internal class FakeGpioDriver : GpioDriver
{
    private readonly Dictionary<int, PinMode> _modes = [];
    private readonly Dictionary<int, PinValue> _levels = [];
    private readonly Dictionary<int, (PinEventTypes Types, PinChangeEventHandler Callback)> _callbacks = [];

    protected override int PinCount => 28;

    /// <summary>How the pin was asked for.</summary>
    public PinMode ModeOf(int pin) => _modes[pin];

    /// <summary>Moves a pin from outside.</summary>
    public void Move(int pin, PinValue level)
    {
        if (_levels.GetValueOrDefault(pin, PinValue.High) == level) return;
        _levels[pin] = level;
        var change = level == PinValue.High ? PinEventTypes.Rising : PinEventTypes.Falling;
        if (_callbacks.TryGetValue(pin, out var registered) && registered.Types.HasFlag(change))
            registered.Callback(this, new PinValueChangedEventArgs(change, pin));
    }

    protected override void OpenPin(int pinNumber) => _modes[pinNumber] = PinMode.Input;

    protected override void ClosePin(int pinNumber)
    {
        _modes.Remove(pinNumber);
        _callbacks.Remove(pinNumber);
    }

    protected override void SetPinMode(int pinNumber, PinMode mode) => _modes[pinNumber] = mode;

    protected override PinMode GetPinMode(int pinNumber) => _modes[pinNumber];

    protected override bool IsPinModeSupported(int pinNumber, PinMode mode) => true;

    protected override PinValue Read(int pinNumber) => _levels.GetValueOrDefault(pinNumber, PinValue.High);

    protected override void Write(int pinNumber, PinValue value) => _levels[pinNumber] = value;

    protected override WaitForEventResult WaitForEvent(int pinNumber, PinEventTypes eventTypes, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    protected override void AddCallbackForPinValueChangedEvent(int pinNumber, PinEventTypes eventTypes, PinChangeEventHandler callback) =>
        _callbacks[pinNumber] = (eventTypes, callback);

    protected override void RemoveCallbackForPinValueChangedEvent(int pinNumber, PinChangeEventHandler callback) => _callbacks.Remove(pinNumber);
}
