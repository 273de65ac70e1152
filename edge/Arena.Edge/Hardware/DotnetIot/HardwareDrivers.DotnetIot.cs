using Arena.Edge.Hardware;
using Arena.Edge.Hardware.DotnetIot;

namespace Arena.Edge.Hosting;

internal static partial class HardwareDrivers
{
    static partial void AddFullPack(ref Func<TimeProvider, IHardware>? maker) => maker = DotnetIotHardware.OfThisMachine;
}
