using System.Buffers;

namespace Arena.Ingest.Api.Live;

/// <summary>What brings a client from one change to another: made once, sent to all who stand there.</summary>
/// <param name="from">The change a client has seen; −1 for none: the frame is a snapshot.</param>
/// <param name="to">The change it has seen then.</param>
/// <param name="head">What comes before the sections, or null.</param>
/// <param name="parts">What each section has to tell, in the order of the sections; null where it has nothing.</param>
/// <param name="tail">What ends the frame: its number. A connection that breaks before it is resumed from the number before.</param>
internal sealed class LiveFrame(long from, long to, SharedBytes? head, SharedBytes?[] parts, SharedBytes tail)
{
    public long From { get; } = from;

    public long To { get; } = to;

    /// <summary>Writes what the frame has of some sections.</summary>
    /// <returns>False when it has nothing of them, and nothing was written.</returns>
    public bool Write(IBufferWriter<byte> writer, IReadOnlyList<int> sections, bool packed)
    {
        var any = head is not null;
        if (head is not null)
            writer.Write(head.As(packed));
        foreach (var section in sections)
        {
            if (parts[section] is not { } part)
                continue;
            writer.Write(part.As(packed));
            any = true;
        }

        if (any)
            writer.Write(tail.As(packed));
        return any;
    }
}
