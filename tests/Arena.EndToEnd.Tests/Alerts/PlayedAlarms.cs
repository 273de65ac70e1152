using Arena.EndToEnd.Tests.Grafana;
using Arena.EndToEnd.Tests.Processes;

namespace Arena.EndToEnd.Tests.Alerts;

/// <summary>Every rule, evaluated as often as its group says, over a real InfluxDB into which a venue's minutes arrive one by one.</summary>
internal sealed class PlayedAlarms
{
    private PlayedAlarms(IReadOnlyList<Change> changes, DateTimeOffset start) => (Changes, Start) = (changes, start);

    public IReadOnlyList<Change> Changes { get; }

    public DateTimeOffset Start { get; }

    /// <param name="address">InfluxDB's.</param>
    /// <param name="database">Made anew.</param>
    /// <param name="data">What arrives.</param>
    /// <param name="start">Minute 0.</param>
    /// <param name="minutes">How many are played.</param>
    /// <param name="unreachable">Minutes in which the database can't be reached.</param>
    public static async Task<PlayedAlarms> PlayAsync(Uri address, string database, VenueData data, DateTimeOffset start, int minutes, Range unreachable)
    {
        using var influx = new InfluxClient(address, database);
        using var nobody = new InfluxClient(new Uri($"http://127.0.0.1:{Ports.Free()}"), database);
        await influx.QueryAsync($"CREATE DATABASE {database}");
        var rules = AlertFiles.Rules.Select(rule => new RuleState(rule)).ToList();
        var changes = new List<Change>();
        var arrivals = new Queue<Arrival>(data.Until(minutes));
        for (var minute = 0; minute <= minutes; minute++)
        {
            var lines = new List<string>();
            while (arrivals.TryPeek(out var next) && next.Minute <= minute) lines.Add(arrivals.Dequeue().Line);
            await influx.WriteAsync(lines);

            var away = minute >= unreachable.Start.Value && minute < unreachable.End.Value;
            var answers = new Answers(away ? nobody : influx);
            var now = start.AddMinutes(minute).AddSeconds(5);
            var due = rules.Where(rule => minute % (int)rule.Rule.Interval.TotalMinutes == 0).ToList();
            var evaluations = await Task.WhenAll(due.Select(rule => new RuleEvaluator(answers.AskAsync).EvaluateAsync(rule.Rule, now, rule.Loaded)));
            changes.AddRange(due.Zip(evaluations).SelectMany(pair => pair.First.Take(pair.Second, now)));
        }

        return new PlayedAlarms(changes, start);
    }

    public int MinuteOf(Change change) => (int)(change.At - Start).TotalMinutes;

    /// <summary>Says when an alarm came and went.</summary>
    public override string ToString() =>
        string.Join('\n', Changes.Select(change => $"{MinuteOf(change)} {(change.Raised ? "raised" : "cleared")} {change.Rule} {change.Tags}"));

    /// <summary>Rules of one moment that ask the same share the answer.</summary>
    private sealed class Answers(InfluxClient influx)
    {
        private readonly Dictionary<string, Task<IReadOnlyList<InfluxSeries>>> _asked = new(StringComparer.Ordinal);

        public Task<IReadOnlyList<InfluxSeries>> AskAsync(string query) =>
            _asked.TryGetValue(query, out var answer) ? answer : _asked[query] = influx.QueryAsync(query);
    }
}
