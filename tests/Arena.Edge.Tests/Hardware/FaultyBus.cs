using Arena.Edge.Hardware;

namespace Arena.Edge.Tests.Hardware;

/// <summary>A bus before real chips that a test makes hang or lie: what every line stuck high or low reads as, or a transfer that never returns.</summary>
internal sealed class FaultyBus(IHardware hardware) : IHardware, II2cBus, IDisposable
{
    private readonly ManualResetEventSlim _goesOn = new(initialState: true);

    /// <summary>What every byte reads as; null for what the chip says.</summary>
    public byte? Stuck { get; set; }

    public string Name => hardware.Name;

    public int Number => 1;

    public II2cBus Bus(int number) => this;

    public IGpioLine OpenLine(LineRequest request) => hardware.OpenLine(request);

    /// <summary>From here on transfers hang in the system call.</summary>
    public void Hang() => _goesOn.Reset();

    public void GoOn() => _goesOn.Set();

    public void Write(int address, ReadOnlySpan<byte> data)
    {
        Wait();
        if (Stuck is null) hardware.Bus(1).Write(address, data);
    }

    public void Read(int address, Span<byte> buffer)
    {
        Wait();
        if (Stuck is { } stuck) buffer.Fill(stuck);
        else hardware.Bus(1).Read(address, buffer);
    }

    public void WriteRead(int address, ReadOnlySpan<byte> data, Span<byte> buffer)
    {
        Wait();
        if (Stuck is { } stuck) buffer.Fill(stuck);
        else hardware.Bus(1).WriteRead(address, data, buffer);
    }

    public void Dispose()
    {
        _goesOn.Set();
        hardware.Dispose();
        _goesOn.Dispose();
    }

    private void Wait() => Xunit.Assert.True(_goesOn.Wait(TimeSpan.FromSeconds(60), CancellationToken.None), "the bus hung for a minute of the test");
}
