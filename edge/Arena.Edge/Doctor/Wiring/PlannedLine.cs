using Arena.Edge.Hardware;
using Arena.Edge.Hardware.Linux.Calls;
using Arena.Edge.Hardware.Linux.Gpio;
using Arena.Site;

namespace Arena.Edge.Doctor.Wiring;

/// <summary>A GPIO line of the node's plan.</summary>
/// <param name="Point">Whose.</param>
/// <param name="Kind">Of sensor.</param>
/// <param name="Request">As its sensor asks for it.</param>
internal sealed record PlannedLine(string Point, string Kind, LineRequest Request)
{
    public static IEnumerable<PlannedLine> Of(SiteNode node) => node.Sensors.Select(Of).OfType<PlannedLine>();

    /// <summary>A sensor's line; null where it has none.</summary>
    public static PlannedLine? Of(SensorPlan plan) => plan switch
    {
        S0Plan s0 => new PlannedLine(s0.Point, s0.Kind, new LineRequest(s0.Chip, s0.Line, BothEdges: false, ActiveLow: true, s0.Debounce, LineRequest.ConsumerOf(s0.Point))),
        LidPlan lid => new PlannedLine(lid.Point, lid.Kind, new LineRequest(lid.Chip, lid.Line, BothEdges: true, ActiveLow: false, lid.Debounce, LineRequest.ConsumerOf(lid.Point))),
        _ => null,
    };

    /// <summary>Asks the kernel who holds it, without touching it.</summary>
    /// <returns>The holder's name, empty for one without; null where it is free.</returns>
    /// <exception cref="HardwareFault">No such chip or line, or no right.</exception>
    public string? Holder(ISystemCalls calls, string devices)
    {
        using var chip = new GpioChips(calls, devices).Open(Request.Chip);
        if (Request.Line >= chip.Lines) throw new HardwareFault($"GPIO chip {chip} has no line {Request.Line}: its lines are 0 to {chip.Lines - 1}.");
        var error = chip.Ask((uint)Request.Line, out var info);
        if (error < 0) throw new HardwareFault($"GPIO line {Request.Line} of {chip} can't be asked about: {Errno.Describe(-error)}.");
        var consumer = info.Consumer.ToString();
        return consumer.Length > 0 || info.Flags.HasFlag(LineFlags.Used) ? consumer : null;
    }

    /// <summary>Under which name a worker's sensor holds it, as far as the kernel keeps it.</summary>
    public string HolderName => GpioName.From(Request.Consumer).ToString();

    public bool IsOurs(string holder) => holder == HolderName;
}
