using System.Globalization;

namespace Arena.EndToEnd.Tests.Alerts;

/// <summary>What to conclude where there is no answer.</summary>
internal enum Unanswered
{
    KeepLast,
    Alerting,
}

/// <summary>A rule as Grafana reads it.</summary>
internal sealed record AlertRule
{
    public required string Uid { get; init; }

    public required string Title { get; init; }

    public required string Condition { get; init; }

    public required IReadOnlyList<RuleNode> Data { get; init; }

    public required TimeSpan Interval { get; init; }

    public required TimeSpan Pending { get; init; }

    public required TimeSpan KeepFiring { get; init; }

    public required Unanswered WithoutData { get; init; }

    public required Unanswered WithError { get; init; }

    /// <summary>Evaluations a series may be missing; Grafana's default is 2.</summary>
    public required int Missing { get; init; }

    public required string Dashboard { get; init; }

    public required int Panel { get; init; }

    public required IReadOnlyDictionary<string, string> Labels { get; init; }

    public required IReadOnlyDictionary<string, string> Annotations { get; init; }

    public IEnumerable<AskNode> Queries => Data.OfType<AskNode>();

    public static AlertRule Read(Settings rule, TimeSpan interval) => new()
    {
        Uid = rule.Text("uid"),
        Title = rule.Text("title"),
        Condition = rule.Text("condition"),
        Data = [.. rule.List("data").Select(RuleNode.Read)],
        Interval = interval,
        Pending = Durations.Read(rule.Text("for")),
        KeepFiring = rule.Has("keepFiringFor") ? Durations.Read(rule.Text("keepFiringFor")) : TimeSpan.Zero,
        WithoutData = Enum.Parse<Unanswered>(rule.Text("noDataState")),
        WithError = Enum.Parse<Unanswered>(rule.Text("execErrState")),
        Missing = rule.Has("missing_series_evals_to_resolve") ? int.Parse(rule.Text("missing_series_evals_to_resolve"), CultureInfo.InvariantCulture) : 2,
        Dashboard = rule.Text("dashboardUid"),
        Panel = int.Parse(rule.Text("panelId"), CultureInfo.InvariantCulture),
        Labels = rule.Pairs("labels"),
        Annotations = rule.Pairs("annotations"),
    };
}

/// <summary>One letter of a rule: a query or an expression.</summary>
internal abstract record RuleNode(string Letter)
{
    public static RuleNode Read(Settings node)
    {
        var (letter, model) = (node.Text("refId"), node.Group("model"));
        if (node.Text("datasourceUid") != "__expr__")
        {
            var range = node.Group("relativeTimeRange");
            return new AskNode(letter, model.Text("query"), Seconds(range, "from"), Seconds(range, "to"));
        }

        return model.Text("type") switch
        {
            "reduce" => new ReduceNode(letter, model.Text("expression")),
            "math" => new MathNode(letter, MathExpression.Parse(model.Text("expression"))),
            "threshold" => ThresholdNode.Read(letter, model),
            var type => throw new FormatException($"The test knows no expression of type '{type}'."),
        };
    }

    private static TimeSpan Seconds(Settings range, string key) => TimeSpan.FromSeconds(int.Parse(range.Text(key), CultureInfo.InvariantCulture));
}

/// <summary>Asks the data source for a span that ends <paramref name="To"/> before now.</summary>
internal sealed record AskNode(string Letter, string Query, TimeSpan From, TimeSpan To) : RuleNode(Letter);

/// <summary>The last number of each series, nulls and NaN left out.</summary>
internal sealed record ReduceNode(string Letter, string Of) : RuleNode(Letter);

/// <summary>Arithmetic.</summary>
internal sealed record MathNode(string Letter, MathExpression Expression) : RuleNode(Letter);

/// <summary>1 beyond a limit; a series that was 1 stays it until it is beyond the other limit.</summary>
internal sealed record ThresholdNode(string Letter, string Of, Func<double, bool> Raised, Func<double, bool> Cleared) : RuleNode(Letter)
{
    public static ThresholdNode Read(string letter, Settings model)
    {
        var condition = model.List("conditions").Single();
        return new ThresholdNode(letter, model.Text("expression"), Compare(condition.Group("evaluator")), Compare(condition.Group("unloadEvaluator")));
    }

    private static Func<double, bool> Compare(Settings evaluator)
    {
        var limit = double.Parse(evaluator.Texts("params").Single(), CultureInfo.InvariantCulture);
        return evaluator.Text("type") switch
        {
            "gt" => value => value > limit,
            "lt" => value => value < limit,
            var type => throw new FormatException($"The test knows no evaluator '{type}'."),
        };
    }
}
