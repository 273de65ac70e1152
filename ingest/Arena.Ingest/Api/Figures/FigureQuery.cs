using Arena.Ingest.Decoding;
using Arena.Ingest.Figures;
using Arena.Ingest.Matches;
using Arena.Wire;

namespace Arena.Ingest.Api.Figures;

/// <summary>A question for figures, checked: every name in it exists and its answer is bounded.</summary>
internal sealed record FigureQuery
{
    public required IReadOnlyList<FigureName> Names { get; init; }

    /// <summary>Included.</summary>
    public required UnixTime From { get; init; }

    /// <summary>Excluded.</summary>
    public required UnixTime To { get; init; }

    /// <summary>Reads the parameters as they were sent.</summary>
    /// <exception cref="ApiFault">One of them is wrong.</exception>
    public static FigureQuery Read(
        string? figure, string? subject, (UnixTime From, UnixTime To) span, VenueCatalogue catalogue, MatchBook matches, ApiOptions options)
    {
        if (string.IsNullOrEmpty(figure))
            throw ApiFault.BadParameter("figure", "figure is missing.", $"Name one or more between commas: {string.Join(", ", FigureFields.All.Take(20).Select(field => field.Name))}…");
        var fields = QueryText.Names("figure", figure, options.MostSeries).Select(Field).ToList();
        var asked = subject is null ? null : QueryText.Names("subject", subject, options.MostSeries);
        var (begin, end) = span;
        if (end - begin > options.LongestRaw)
            throw ApiFault.BadParameter("from", $"{(end - begin).TotalDays:0} days are too many in one answer.", $"Ask for at most {options.LongestRaw.TotalDays:0} days.");

        var names = fields.SelectMany(field => Subjects(field, catalogue, matches).Where(each => asked?.Contains(each) != false).Select(each => new FigureName(field, each))).ToList();
        if (asked?.FirstOrDefault(each => !names.Exists(name => name.Subject == each)) is { } stranger)
        {
            throw new ApiFault(
                StatusCodes.Status404NotFound, "subject", $"\"{QueryText.Shown(stranger)}\" has none of these figures.",
                "A subject is a bin (waste), a node or ingest (node), or a match (match): /api/v1/points, /api/v1/nodes and /api/v1/matches list them.");
        }

        return names.Count <= options.MostSeries
            ? new FigureQuery { Names = names, From = begin, To = end }
            : throw ApiFault.BadParameter("subject", $"These are {names.Count} series.", $"Ask for at most {options.MostSeries} at a time: fewer figures, or name the subjects.");
    }

    private static FigureField Field(string name) => FigureFields.TryGet(name, out var field)
        ? field
        : throw ApiFault.BadParameter("figure", $"There is no figure \"{QueryText.Shown(name)}\".", $"Use one of {string.Join(", ", FigureFields.All.Select(each => each.Name))}.");

    /// <summary>What has a figure.</summary>
    public static IEnumerable<string> Subjects(FigureField field, VenueCatalogue catalogue, MatchBook matches) => field switch
    {
        _ when field == FigureFields.AddedKg || field == FigureFields.EmptiedKg =>
            catalogue.Series.Where(series => FigurePlan.IsBin(series) && series.Name.Quantity == Quantities.CargoWeight).Select(series => series.Point.Name),
        _ when field == FigureFields.Emptied => catalogue.Series.Where(FigurePlan.IsBin).Select(series => series.Point.Name),
        _ when field == FigureFields.Checked || field == FigureFields.Contamination || field == FigureFields.ContaminationKg =>
            catalogue.Points.Where(point => point.Point is { Group: "bin", Fraction: not null }).Select(point => point.Point.Name),
        _ when field == FigureFields.Online || field == FigureFields.Completeness || field == FigureFields.Software => catalogue.Manifest.Nodes.Select(node => node.Name),
        { Measurement: FigureFields.MatchMeasurement } => matches.All.Select(match => match.Name),
        _ => [Observations.Ingest],
    };
}
