using Arena.Edge.Hardware.Virtual.Chips;

namespace Arena.Edge.Tests.Hardware;

/// <summary>An emulated chip of 256 byte registers behind a pointer.</summary>
internal sealed class RegisterChip(params byte[] first) : IVirtualChip
{
    private readonly byte[] _registers = [.. first, .. new byte[256 - first.Length]];
    private byte _pointer;

    public bool Write(ReadOnlySpan<byte> data)
    {
        if (!data.IsEmpty) _pointer = data[0];
        for (var i = 1; i < data.Length; i++) _registers[(byte)(data[0] + i - 1)] = data[i];
        return true;
    }

    public bool Read(Span<byte> buffer)
    {
        for (var i = 0; i < buffer.Length; i++) buffer[i] = _registers[(byte)(_pointer + i)];
        return true;
    }
}
