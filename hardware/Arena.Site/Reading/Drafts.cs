using Arena.Site.Yaml;

namespace Arena.Site.Reading;

/// <summary>
/// A point as written, before it is known whether the manifest is good: a part that couldn't be read is null and its fault reported.
/// </summary>
internal sealed record PointDraft(string Name, Mark At, Title? Title, string? Zone, MapPosition? Where, string? Group, string? Fraction, string? Medium)
{
    /// <summary>False when its medium was unreadable: then nothing is said about what it should be.</summary>
    public required bool MediumIsKnown { get; init; }
}

/// <summary>A node as written.</summary>
internal sealed record NodeDraft(
    string Name, Mark At, Title? Title, string? Zone, MapPosition? Where, string? Board, bool Serial, IReadOnlyList<BusDraft> Buses, IReadOnlyList<SensorDraft> Sensors);

/// <summary>An I2C bus as written. <paramref name="SpeedHz"/> of a channel is null: it runs at its parent's.</summary>
internal sealed record BusDraft(int Number, Mark At, int? SpeedHz, Mark SpeedAt, MuxDraft? Mux);

/// <summary>A multiplexer's channel as written, and where each part stands.</summary>
internal sealed record MuxDraft(int? Parent, Mark ParentAt, int? Address, Mark AddressAt, int? Channel, Mark ChannelAt);

/// <summary>A sensor as written.</summary>
internal sealed record SensorDraft(string Kind, Mark At, string? Point, Mark PointAt)
{
    /// <summary>What it measures at its point; unknown names are left out.</summary>
    public IReadOnlyList<QuantityUse> Quantities { get; init; } = [];

    /// <summary>The GPIO line it takes, if any.</summary>
    public LineUse? Line { get; init; }

    /// <summary>The second GPIO line it takes, if any.</summary>
    public LineUse? SecondLine { get; init; }

    /// <summary>The I2C address it takes, if any.</summary>
    public AddressUse? Address { get; init; }

    /// <summary>The inputs it takes of a converter that several sensors share, if any.</summary>
    public InputUse? Input { get; init; }

    /// <summary>The serial port it takes, if any.</summary>
    public DeviceUse? Device { get; init; }

    /// <summary>The sensor itself, when nothing in it is wrong.</summary>
    public SensorPlan? Plan { get; init; }
}

/// <summary>A quantity at a point, by its registry name.</summary>
internal sealed record QuantityUse(string Name, Mark At);

/// <summary>A line of a GPIO chip.</summary>
internal sealed record LineUse(string Chip, int Line, Mark At);

/// <summary>An address on a bus; null where it couldn't be read.</summary>
internal sealed record AddressUse(int? Bus, Mark BusAt, int? Address, Mark AddressAt);

/// <summary>Inputs of a converter: <c>a0</c>, or a pair as <c>a0-a1</c>.</summary>
internal sealed record InputUse(string Pins, Mark At)
{
    public bool Meets(InputUse other) => Pins.Split('-').Intersect(other.Pins.Split('-')).Any();
}

/// <summary>A serial port, by its device's path.</summary>
internal sealed record DeviceUse(string Path, Mark At);
