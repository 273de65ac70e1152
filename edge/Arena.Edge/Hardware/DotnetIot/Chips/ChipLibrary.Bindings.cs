using Arena.Edge.Hardware.DotnetIot.Chips;

namespace Arena.Edge.Sensors;

internal static partial class ChipLibrary
{
    static partial void AddFullPack(ref IChipLibrary? library) => library = new BindingsLibrary();
}
