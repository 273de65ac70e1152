namespace Arena.Site.Reading;

/// <summary>Puts the manifest together from drafts; called only when there was no fault, so every part of them is there.</summary>
internal static class Assembly
{
    private static readonly TimeSpan HealthEvery = TimeSpan.FromSeconds(60);

    public static SiteNode Node(NodeDraft draft) => new()
    {
        Name = draft.Name,
        Title = draft.Title!.Value,
        Zone = draft.Zone!,
        At = draft.Where!.Value,
        Board = draft.Board!,
        Buses = [.. draft.Buses.Select(bus => Bus(bus, draft.Buses))],
        Sensors = [.. draft.Sensors.Select(sensor => sensor.Plan!).Where(plan => plan is not HealthPlan), Health(draft)],
    };

    /// <summary>The manifest's points, then one for each node.</summary>
    public static IReadOnlyList<SitePoint> Points(IReadOnlyList<PointDraft> points, IReadOnlyList<NodeDraft> nodes)
    {
        var measured = nodes.SelectMany(node => node.Sensors.Select(sensor => (Node: node.Name, Sensor: sensor))).ToLookup(use => use.Sensor.Point!);
        return
        [
            .. points.Select(draft => new SitePoint
            {
                Name = draft.Name,
                Title = draft.Title!.Value,
                Zone = draft.Zone!,
                At = draft.Where!.Value,
                Group = draft.Group!,
                Fraction = draft.Fraction,
                Medium = draft.Medium,
                Node = measured[draft.Name].First().Node,
                Quantities = [.. measured[draft.Name].SelectMany(use => use.Sensor.Quantities).Select(quantity => quantity.Name)],
            }),
            .. nodes.Select(draft => new SitePoint
            {
                Name = draft.Name,
                Title = draft.Title!.Value,
                Zone = draft.Zone!,
                At = draft.Where!.Value,
                Group = Vocabulary.Node,
                Node = draft.Name,
                Quantities = Vocabulary.Health,
            }),
        ];
    }

    private static I2cBusPlan Bus(BusDraft bus, IReadOnlyList<BusDraft> buses) => bus.Mux is null
        ? new I2cBusPlan(bus.Number, bus.SpeedHz!.Value, null)
        : new I2cBusPlan(
            bus.Number,
            buses.First(parent => parent.Number == bus.Mux.Parent).SpeedHz!.Value,
            new MuxChannel(bus.Mux.Parent!.Value, bus.Mux.Address!.Value, bus.Mux.Channel!.Value));

    private static HealthPlan Health(NodeDraft draft) =>
        draft.Sensors.Select(sensor => sensor.Plan).OfType<HealthPlan>().FirstOrDefault() ?? new HealthPlan { Point = draft.Name, Every = HealthEvery };
}
