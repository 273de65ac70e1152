using System.Globalization;
using System.Text.Json;
using Arena.EndToEnd.Tests.Grafana;
using Numbers = System.Collections.Generic.IReadOnlyDictionary<Arena.EndToEnd.Tests.Alerts.Tags, double>;

namespace Arena.EndToEnd.Tests.Alerts;

/// <summary>What one evaluation gave: whether each series is an alarm, or no data, or an error.</summary>
internal sealed record Evaluation(IReadOnlyDictionary<Tags, bool> Raised, bool NoData, bool Error)
{
    public static Evaluation Failed { get; } = new(new Dictionary<Tags, bool>(), NoData: false, Error: true);
}

/// <summary>Does what Grafana does with a rule's data: asks, reduces, computes, compares. Source: grafana, pkg/expr.</summary>
/// <param name="ask">Asks the database; an <see cref="HttpRequestException"/> is an error of the evaluation.</param>
internal sealed class RuleEvaluator(Func<string, Task<IReadOnlyList<InfluxSeries>>> ask)
{
    /// <param name="rule">The rule.</param>
    /// <param name="now">When it is evaluated.</param>
    /// <param name="loaded">Series that are pending or firing: they are held to the limit that clears.</param>
    public async Task<Evaluation> EvaluateAsync(AlertRule rule, DateTimeOffset now, IReadOnlySet<Tags> loaded)
    {
        var series = new Dictionary<string, IReadOnlyList<InfluxSeries>>();
        try
        {
            foreach (var query in rule.Queries) series[query.Letter] = await ask(Text(query, now));
        }
        catch (HttpRequestException)
        {
            return Evaluation.Failed;
        }

        var numbers = new Dictionary<string, Numbers>();
        foreach (var node in rule.Data.Where(node => node is not AskNode))
            numbers[node.Letter] = Value(node, series, numbers, loaded);
        var condition = numbers[rule.Condition];
        return new Evaluation(condition.ToDictionary(pair => pair.Key, pair => pair.Value != 0), condition.Count == 0, Error: false);
    }

    /// <summary>The query with its span in, as the data source's backend writes it.</summary>
    public static string Text(AskNode query, DateTimeOffset now) => query.Query.Replace(
        "$timeFilter",
        string.Create(CultureInfo.InvariantCulture, $"time >= {(now - query.From).ToUnixTimeMilliseconds()}ms and time <= {(now - query.To).ToUnixTimeMilliseconds()}ms"),
        StringComparison.Ordinal);

    private static Numbers Value(RuleNode node, Dictionary<string, IReadOnlyList<InfluxSeries>> series, Dictionary<string, Numbers> numbers, IReadOnlySet<Tags> loaded) => node switch
    {
        ReduceNode reduce => Last(series[reduce.Of]),
        MathNode math => math.Expression.Evaluate(letter => numbers[letter]),
        ThresholdNode threshold => numbers[threshold.Of].ToDictionary(
            pair => pair.Key,
            pair => (loaded.Contains(pair.Key) ? !threshold.Cleared(pair.Value) : threshold.Raised(pair.Value)) ? 1.0 : 0),
        _ => throw new InvalidOperationException($"{node.Letter} is no expression"),
    };

    private static Dictionary<Tags, double> Last(IReadOnlyList<InfluxSeries> series) => series
        .Select(one => (Tags: new Tags(one.Tags), Values: one.Rows.Select(row => row[1]).Where(value => value.ValueKind == JsonValueKind.Number).ToList()))
        .Where(one => one.Values.Count > 0)
        .ToDictionary(one => one.Tags, one => one.Values[^1].GetDouble());
}
