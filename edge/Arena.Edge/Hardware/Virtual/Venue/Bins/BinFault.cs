using Arena.Wire;

namespace Arena.Edge.Hardware.Virtual.Venue.Bins;

/// <summary>What can be wrong with what a bin's sensors see.</summary>
internal enum BinFaultKind
{
    /// <summary>The lid stands open: its switch stays, and the range finder sees a wall.</summary>
    LidOpen,

    /// <summary>Something sits on the range finder: nearer than full, without a flicker.</summary>
    DirtySensor,

    /// <summary>A bag hangs in the opening, and swings.</summary>
    BagCaught,

    /// <summary>The range finder says what it last said.</summary>
    Stuck,
}

/// <summary>A fault at a bin of the virtual venue, from a moment on for as long as the venue lives.</summary>
/// <param name="Point">The bin.</param>
/// <param name="Kind">What.</param>
/// <param name="From">Since when.</param>
internal sealed record BinFault(string Point, BinFaultKind Kind, UnixTime From)
{
    /// <summary>Names of kinds, as settings have them.</summary>
    public static IReadOnlyDictionary<string, BinFaultKind> Kinds { get; } = new Dictionary<string, BinFaultKind>(StringComparer.Ordinal)
    {
        ["lid-open"] = BinFaultKind.LidOpen,
        ["dirty-sensor"] = BinFaultKind.DirtySensor,
        ["bag-caught"] = BinFaultKind.BagCaught,
        ["stuck"] = BinFaultKind.Stuck,
    };
}
