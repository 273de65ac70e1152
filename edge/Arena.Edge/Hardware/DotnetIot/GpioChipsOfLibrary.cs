using System.Device.Gpio;
using System.Device.Gpio.Drivers;

namespace Arena.Edge.Hardware.DotnetIot;

/// <summary>GPIO chips by label or name, each opened once; a node's sensors share it.</summary>
/// <param name="list">The chips there are.</param>
/// <param name="open">Opens one.</param>
internal sealed class GpioChipsOfLibrary(Func<IReadOnlyList<GpioChipInfo>> list, Func<GpioChipInfo, GpioController> open) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, GpioController> _open = new(StringComparer.Ordinal);

    /// <summary>Those of this machine, by whichever libgpiod it has: 2 (Trixie) or 1 (Bookworm).</summary>
    public static GpioChipsOfLibrary OfThisMachine() => new(
        () => WithLibrary(static () => (IReadOnlyList<GpioChipInfo>)[.. LibGpiodV2Driver.GetAvailableChips()], static () => [.. LibGpiodDriver.GetAvailableChips()]),
        chip => WithLibrary(() => new GpioController(new LibGpiodV2Driver(chip)), () => new GpioController(new LibGpiodDriver(chip))));

    /// <exception cref="HardwareFault">There is no such chip, it may not be opened, or libgpiod is not installed.</exception>
    public GpioController Open(string chip)
    {
        lock (_gate)
        {
            if (_open.TryGetValue(chip, out var controller)) return controller;
            var chips = list();
            var fitting = chips.FirstOrDefault(one => one.Label == chip || one.Name == chip)
                ?? throw new HardwareFault(chips.Count == 0
                    ? $"GPIO chip '{chip}' is not there: this machine shows none, or this user may not open them (group gpio)."
                    : $"GPIO chip '{chip}' is not there; this machine has {string.Join(", ", chips.Select(one => $"{one.Name} ({one.Label})"))}. Check the node's 'board' and the sensor's 'chip' in the manifest.");
            return _open[chip] = Opened(fitting);
        }
    }

    private GpioController Opened(GpioChipInfo chip)
    {
        try
        {
            return open(chip);
        }
        catch (Exception failure) when (failure is not HardwareFault)
        {
            throw new HardwareFault($"GPIO chip {chip.Name} ({chip.Label}) can't be opened: {failure.Message}", failure);
        }
    }

    private static T WithLibrary<T>(Func<T> two, Func<T> one)
    {
        try
        {
            return two();
        }
        catch (Exception missing) when (IsMissing(missing))
        {
            try
            {
                return one();
            }
            catch (Exception also) when (IsMissing(also))
            {
                throw new HardwareFault("libgpiod is not installed: 'apt-get install libgpiod3' (Trixie) or 'libgpiod2' (Bookworm), or use --hardware linux, which needs no library.", also);
            }
        }
    }

    private static bool IsMissing(Exception failure) =>
        failure is DllNotFoundException or PlatformNotSupportedException or EntryPointNotFoundException
        || (failure.InnerException is { } inner && IsMissing(inner));

    public void Dispose()
    {
        lock (_gate)
        {
            foreach (var controller in _open.Values) controller.Dispose();
            _open.Clear();
        }
    }
}
