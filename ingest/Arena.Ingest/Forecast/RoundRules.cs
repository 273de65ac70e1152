namespace Arena.Ingest.Forecast;

/// <summary>What a round reckons with.</summary>
internal sealed record RoundRules
{
    /// <summary>A bin that is full this likely before the crowd is next on its feet is emptied before it is.</summary>
    public double ChanceThatMatters { get; init; } = 0.25;

    /// <summary>Walking pace with a cart among spectators.</summary>
    public double MetresPerMinute { get; init; } = 50;

    /// <summary>To empty one bin.</summary>
    public TimeSpan PerBin { get; init; } = TimeSpan.FromMinutes(1.5);

    /// <summary>Metres of a unit of the map; null where its scale is unknown, and no times are told then.</summary>
    public double? MetresPerUnit { get; init; }
}
