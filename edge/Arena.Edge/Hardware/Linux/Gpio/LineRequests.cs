using Arena.Edge.Hardware.Linux.Calls;
using Microsoft.Extensions.Logging;

namespace Arena.Edge.Hardware.Linux.Gpio;

/// <summary>Requests lines from the kernel: as the sensor wants them, or says why not and who has them.</summary>
internal sealed partial class LineRequests(ISystemCalls calls, string devices, TimeProvider time, ILogger logger)
{
    private readonly GpioChips _chips = new(calls, devices);

    /// <exception cref="HardwareFault">No such chip or line, no right, someone else holds it, or it can't report edges.</exception>
    public IGpioLine Open(LineRequest request)
    {
        var (chip, offset) = request.LineName is { } name ? _chips.OpenByLineName(name) : (_chips.Open(request.Chip), (uint)request.Line);
        using (chip)
        {
            if (offset >= chip.Lines)
                throw new HardwareFault($"GPIO chip {chip} has no line {offset}: its lines are 0 to {chip.Lines - 1}.");
            return Request(chip, offset, request);
        }
    }

    private IGpioLine Request(GpioChip chip, uint offset, LineRequest request)
    {
        var wanted = Kernel(request, offset, debounced: request.Debounce > TimeSpan.Zero);
        var error = chip.Request(ref wanted);
        if (error >= 0) return Line(chip, offset, wanted.Descriptor);
        if (request.Debounce > TimeSpan.Zero && -error is Errno.Invalid or Errno.NotSupported or Errno.DriverNotSupported)
        {
            // Both edges then: whether a level held is seen by the edge that ended it.
            wanted = Kernel(request with { BothEdges = true }, offset, debounced: false);
            if (chip.Request(ref wanted) >= 0)
            {
                LogOwnDebounce(logger, offset, chip.ToString(), request.Debounce.TotalMilliseconds, Errno.Describe(-error));
                return new DebouncedLine(Line(chip, offset, wanted.Descriptor), request, time);
            }
        }

        throw Refused(chip, offset, error);
    }

    private LinuxLine Line(GpioChip chip, uint offset, int descriptor)
    {
        var line = new LinuxLine(calls, descriptor, $"GPIO line {offset} of {chip}");
        var error = calls.SetWaiting(descriptor, waits: false);
        if (error >= 0) return line;
        line.Dispose();
        throw new HardwareFault($"GPIO line {offset} of {chip} can't be read without waiting: {Errno.Describe(-error)}.");
    }

    private static LineRequestV2 Kernel(LineRequest request, uint offset, bool debounced)
    {
        var wanted = new LineRequestV2
        {
            Consumer = GpioName.From(request.Consumer),
            LineCount = 1,
            EventBufferSize = LineRequest.QueuedEvents,
        };
        wanted.Offsets[0] = offset;
        wanted.Config.Flags = LineFlags.Input | LineFlags.BiasPullUp | LineFlags.EdgeRising;
        if (request.BothEdges) wanted.Config.Flags |= LineFlags.EdgeFalling;
        if (request.ActiveLow) wanted.Config.Flags |= LineFlags.ActiveLow;
        if (!debounced) return wanted;
        wanted.Config.AttributeCount = 1;
        wanted.Config.Attributes[0] = new LineConfigAttribute
        {
            Attribute = new LineAttribute { Id = GpioUapi.DebounceAttribute, DebouncePeriodUs = (uint)request.Debounce.TotalMicroseconds },
            Mask = 1,
        };
        return wanted;
    }

    private static HardwareFault Refused(GpioChip chip, uint offset, int error)
    {
        var line = $"GPIO line {offset} of {chip}";
        if (-error is Errno.Busy && chip.Ask(offset, out var info) >= 0)
        {
            var holder = info.Consumer.ToString();
            var who = holder.Length == 0 ? "the kernel or another program, under no name" : $"'{holder}'";
            return new HardwareFault($"{line} is held by {who}: end what holds it, or wire the sensor to a free line ('gpioinfo' shows them).");
        }

        return -error switch
        {
            Errno.NotATerminal or Errno.Invalid => new HardwareFault(
                $"{line} can't be watched for edges ({Errno.Describe(-error)}): the chip gives no interrupts for it, or the kernel is older than 5.10."),
            Errno.NoSuchAddress => new HardwareFault($"{line} can't be watched for edges: the chip gives no interrupts for it. Wire the sensor to another line."),
            _ => new HardwareFault($"{line} can't be requested: {Errno.Describe(-error)}."),
        };
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "GPIO line {Line} of {Chip}: the kernel does not debounce it ({Reason}); the worker does, {Milliseconds} ms, over the queued edges")]
    private static partial void LogOwnDebounce(ILogger logger, uint line, string chip, double milliseconds, string reason);
}
