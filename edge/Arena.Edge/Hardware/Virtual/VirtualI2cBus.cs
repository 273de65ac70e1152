using Arena.Edge.Hardware.Virtual.Chips;

namespace Arena.Edge.Hardware.Virtual;

/// <summary>An emulated bus: chips at addresses, one transfer at a time. Where no chip is, nobody acknowledges.</summary>
internal sealed class VirtualI2cBus(int number) : II2cBus
{
    private readonly Lock _transfer = new();
    private readonly Dictionary<int, IVirtualChip> _chips = [];

    public int Number { get; } = number;

    public void Attach(int address, IVirtualChip chip)
    {
        lock (_transfer) _chips.Add(address, chip);
    }

    /// <summary>Pulls a chip's plug.</summary>
    public void Detach(int address)
    {
        lock (_transfer) _chips.Remove(address);
    }

    public void Write(int address, ReadOnlySpan<byte> data)
    {
        lock (_transfer)
        {
            if (!ChipAt(address).Write(data)) throw NoAcknowledge(address);
        }
    }

    public void Read(int address, Span<byte> buffer)
    {
        lock (_transfer)
        {
            if (!ChipAt(address).Read(buffer)) throw NoAcknowledge(address);
        }
    }

    public void WriteRead(int address, ReadOnlySpan<byte> data, Span<byte> buffer)
    {
        lock (_transfer)
        {
            var chip = ChipAt(address);
            if (!chip.Write(data) || !chip.Read(buffer)) throw NoAcknowledge(address);
        }
    }

    private IVirtualChip ChipAt(int address) => _chips.TryGetValue(address, out var chip) ? chip : throw NoAcknowledge(address);

    private I2cFault NoAcknowledge(int address) => new(I2cFailure.NoAcknowledge, Number, address);
}
