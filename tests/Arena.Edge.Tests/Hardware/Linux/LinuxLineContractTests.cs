using Arena.Edge.Hardware;
using Arena.Edge.Hardware.Linux;
using Microsoft.Extensions.Logging.Abstractions;

namespace Arena.Edge.Tests.Hardware.Linux;

/// <summary>The core driver keeps the contract.</summary>
public sealed class LinuxLineContractTests : GpioLineContract
{
    private readonly FakeKernel _kernel = new();
    private readonly FakeChip _chip;
    private LineRequest _asked = Pulses;

    public LinuxLineContractTests()
    {
        _chip = new FakeChip(_kernel, "gpiochip0", Chip);
        _kernel.Add("gpiochip0", _ => _chip);
    }

    public override void Dispose() => _kernel.Dispose();

    private protected override IGpioLine Open(LineRequest request)
    {
        _asked = request;
        return new LinuxHardware(_kernel, _kernel.Devices, Time, NullLogger.Instance).OpenLine(request);
    }

    private protected override void Move(bool active)
    {
        _chip.Line.Active = active;
        if (active || _asked.BothEdges) _chip.Line.Edge(NowNs(), active ? LineEdgeOf.Rising : LineEdgeOf.Falling);
    }

    // The kernel's queue: what doesn't fit is dropped from its front.
    private protected override void Flood(int edges)
    {
        _chip.Line.Drop((uint)(edges - LineRequest.QueuedEvents));
        for (var i = 0; i < LineRequest.QueuedEvents; i++) _chip.Line.Edge(NowNs(), LineEdgeOf.Rising);
    }
}
