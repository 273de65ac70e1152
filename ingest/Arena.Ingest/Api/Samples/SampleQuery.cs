using Arena.Ingest.Decoding;
using Arena.Ingest.Store;
using Arena.Wire;

namespace Arena.Ingest.Api.Samples;

/// <summary>A question for samples, checked: every name in it exists and its answer is bounded.</summary>
internal sealed record SampleQuery
{
    private static readonly Dictionary<string, Func<AggregatedWindow, double>> Aggregates = new(StringComparer.Ordinal)
    {
        ["mean"] = window => window.Mean,
        ["min"] = window => window.Min,
        ["max"] = window => window.Max,
        ["sum"] = window => window.Sum,
        ["first"] = window => window.First,
        ["last"] = window => window.Last,
        ["count"] = window => window.Count,
    };

    public required IReadOnlyList<CatalogueSeries> Series { get; init; }

    /// <summary>Included.</summary>
    public required UnixTime From { get; init; }

    /// <summary>Excluded.</summary>
    public required UnixTime To { get; init; }

    /// <summary>Width of the windows, or null for raw samples.</summary>
    public TimeSpan? Every { get; init; }

    /// <summary>As it was asked.</summary>
    public string? EveryText { get; init; }

    /// <summary>Name of the aggregate, or null for raw samples.</summary>
    public string? AggregateText { get; init; }

    /// <summary>What a window is told as.</summary>
    public Func<AggregatedWindow, double> Aggregate => Aggregates[AggregateText ?? "mean"];

    /// <summary>Reads the parameters as they were sent.</summary>
    /// <exception cref="ApiFault">One of them is wrong.</exception>
    public static SampleQuery Read(SampleParameters parameters, (UnixTime From, UnixTime To) span, VenueCatalogue catalogue, ApiOptions options)
    {
        var query = new SampleQuery
        {
            Series = ReadSeries(parameters, catalogue, options),
            From = span.From,
            To = span.To,
            Every = parameters.Every is null ? null : QueryText.Window("every", parameters.Every),
            EveryText = parameters.Every,
            AggregateText = ReadAggregate(parameters),
        };
        query.CheckBounds(options, catalogue);
        return query;
    }

    private static List<CatalogueSeries> ReadSeries(SampleParameters parameters, VenueCatalogue catalogue, ApiOptions options)
    {
        if (string.IsNullOrEmpty(parameters.Point))
            throw ApiFault.BadParameter("point", "point is missing.", "Name one or more points between commas; /api/v1/points lists them.");

        var quantities = parameters.Quantity is null ? null : QueryText.Names("quantity", parameters.Quantity, options.MostSeries).Select(ReadQuantity).ToList();
        var series = new List<CatalogueSeries>();
        foreach (var name in QueryText.Names("point", parameters.Point, options.MostSeries))
        {
            var point = catalogue.Find(name)
                ?? throw new ApiFault(StatusCodes.Status404NotFound, "point", $"There is no point \"{QueryText.Shown(name)}\".", "/api/v1/points lists them.");
            series.AddRange(point.Series.Where(each => quantities?.Contains(each.Name.Quantity) != false));
        }

        if (series.Count == 0)
            throw ApiFault.BadParameter("quantity", "None of these points has that quantity.", "/api/v1/points lists the quantities of each point.");
        if (series.Count > options.MostSeries)
            throw ApiFault.BadParameter("point", $"These are {series.Count} series.", $"Ask for at most {options.MostSeries} at a time: fewer points, or one quantity.");
        return series;
    }

    private static Quantity ReadQuantity(string name) => Quantities.TryGet(name, out var quantity)
        ? quantity
        : throw ApiFault.BadParameter(
            "quantity", $"There is no quantity \"{QueryText.Shown(name)}\".", $"Use one of {string.Join(", ", Quantities.All.Select(each => each.Name))}.");

    private static string? ReadAggregate(SampleParameters parameters)
    {
        if (parameters.Every is null && parameters.Agg is not null)
            throw ApiFault.BadParameter("agg", "agg stands without every.", "Add the width of the windows, every=5m, or leave agg out.");
        if (parameters.Agg is null)
            return parameters.Every is null ? null : "mean";
        return Aggregates.ContainsKey(parameters.Agg)
            ? parameters.Agg
            : throw ApiFault.BadParameter("agg", $"There is no aggregate \"{QueryText.Shown(parameters.Agg)}\".", $"Use one of {string.Join(", ", Aggregates.Keys)}.");
    }

    // Raw rows can only be foreseen: as many as the manifest's sensors publish. What comes beyond is cut off by the writer.
    private void CheckBounds(ApiOptions options, VenueCatalogue catalogue)
    {
        var span = To - From;
        if (Every is null && span > options.LongestRaw)
        {
            throw ApiFault.BadParameter(
                "from",
                $"{span.TotalDays:0} days of raw samples are too many in one answer.",
                $"Ask for at most {options.LongestRaw.TotalDays:0} days, or for windows: every=1h.");
        }

        var rows = Every is { } every ? Series.Count * Math.Ceiling(span / every) : Series.Sum(series => span / catalogue.PaceOf(series));
        if (rows > options.MostRows)
        {
            throw ApiFault.BadParameter(
                Every is null ? "from" : "every",
                $"These would be about {rows:N0} rows.",
                $"Ask for at most {options.MostRows:N0}: a shorter span, fewer series, or wider windows such as every=1h.");
        }
    }
}

/// <summary>The parameters as they stand in the address, beside the span.</summary>
internal sealed record SampleParameters(string? Point, string? Quantity, string? Every, string? Agg);
