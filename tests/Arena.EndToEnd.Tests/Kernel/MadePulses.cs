using System.Globalization;

namespace Arena.EndToEnd.Tests.Kernel;

/// <summary>What the field made at a point: <c>sent NAME pulses N edges N ms N</c>, each line written by Guest/field.c.</summary>
/// <param name="Point">Meter.</param>
/// <param name="Pulses">Closings that are meant.</param>
/// <param name="Edges">Every change of the line, bounces included.</param>
/// <param name="Span">From the first to the last, on the VM's clock.</param>
internal sealed record MadePulses(string Point, int Pulses, int Edges, TimeSpan Span)
{
    public static MadePulses Parse(string line) => line.Split(' ') is ["sent", var point, "pulses", var pulses, "edges", var edges, "ms", var ms]
        ? new(point, Number(pulses), Number(edges), TimeSpan.FromMilliseconds(Number(ms)))
        : throw new FormatException($"the field said: {line}");

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
