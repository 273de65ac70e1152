using Arena.Edge.Hardware;
using Xunit;

namespace Arena.Edge.Tests.Hardware;

/// <summary>What every driver of <see cref="II2cBus"/> does. A driver's test class derives from it.</summary>
public abstract class I2cBusContract
{
    private protected const int Present = 0x48;
    private protected const int Absent = 0x49;

    /// <summary>Bus 1 with a chip at <see cref="Present"/>, whose registers 1, 2 and 3 hold 2, 3 and 4.</summary>
    private protected abstract II2cBus Bus { get; }

    [Fact]
    public void A_register_is_read_where_it_was_asked_for()
    {
        var two = new byte[2];

        Bus.WriteRead(Present, [1], two);

        Assert.Equal([2, 3], two);
        Assert.Equal(1, Bus.Number);
    }

    [Fact]
    public void Where_nobody_answers_bus_and_address_are_named()
    {
        var fault = Assert.Throws<I2cFault>(() => Bus.WriteRead(Absent, [1], new byte[2]));

        Assert.Equal((I2cFailure.NoAcknowledge, 1, Absent), (fault.Failure, fault.Bus, fault.Address));
        Assert.Throws<I2cFault>(() => Bus.Write(Absent, [1]));
        Assert.Throws<I2cFault>(() => Bus.Read(Absent, new byte[1]));
    }

    [Fact]
    public async Task Transfers_of_several_callers_do_not_mix()
    {
        var callers = Enumerable.Range(1, 3).Select(register => Task.Run(() =>
        {
            var value = new byte[1];
            for (var i = 0; i < 200; i++)
            {
                Bus.WriteRead(Present, [(byte)register], value);
                Assert.Equal(register + 1, value[0]);
            }
        }));

        await Task.WhenAll(callers);
    }
}
