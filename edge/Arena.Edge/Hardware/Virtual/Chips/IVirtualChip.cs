namespace Arena.Edge.Hardware.Virtual.Chips;

/// <summary>An emulated I2C chip, as its bus sees it: bytes that come in after its address, bytes it gives.</summary>
internal interface IVirtualChip
{
    /// <summary>Takes written bytes; false is no acknowledge.</summary>
    bool Write(ReadOnlySpan<byte> data);

    /// <summary>Gives bytes from where its pointer stands; false is no acknowledge.</summary>
    bool Read(Span<byte> buffer);
}
