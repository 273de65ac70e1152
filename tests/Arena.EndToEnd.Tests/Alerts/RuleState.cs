namespace Arena.EndToEnd.Tests.Alerts;

/// <summary>Where one series of a rule stands.</summary>
internal enum Stage
{
    Normal,
    Pending,
    Firing,

    /// <summary>The condition ended, and <c>keepFiringFor</c> has not: still an alarm.</summary>
    Recovering,
}

/// <summary>What a rule's alarms did, one line for each change.</summary>
internal sealed record Change(DateTimeOffset At, string Rule, Tags Tags, bool Raised);

/// <summary>The alarms of one rule from evaluation to evaluation. Source: grafana, pkg/services/ngalert/state (resultNormal, resultAlerting, resultKeepLast, stateIsStale).</summary>
internal sealed class RuleState(AlertRule rule)
{
    private readonly Dictionary<Tags, Series> _series = [];

    public AlertRule Rule => rule;

    /// <summary>Pending and firing series, unless the last answer was none: the hysteresis is theirs.</summary>
    public IReadOnlySet<Tags> Loaded => _series.Where(one => one.Value is { Stage: Stage.Pending or Stage.Firing, Unanswered: false }).Select(one => one.Key).ToHashSet();

    /// <summary>Takes an evaluation; returns which alarms began and ended.</summary>
    public IReadOnlyList<Change> Take(Evaluation evaluation, DateTimeOffset now)
    {
        var before = Firing();
        if (evaluation.Error) Unanswered(rule.WithError, now);
        else if (evaluation.NoData) Unanswered(rule.WithoutData, now);
        else Answered(evaluation.Raised, now);
        var after = Firing();
        return
        [
            .. after.Except(before).Select(tags => new Change(now, rule.Uid, tags, Raised: true)),
            .. before.Except(after).Select(tags => new Change(now, rule.Uid, tags, Raised: false)),
        ];
    }

    private HashSet<Tags> Firing() => [.. _series.Where(one => one.Value.Stage is Stage.Firing or Stage.Recovering).Select(one => one.Key)];

    private void Answered(IReadOnlyDictionary<Tags, bool> raised, DateTimeOffset now)
    {
        foreach (var (tags, isRaised) in raised)
        {
            var one = _series.TryGetValue(tags, out var known) ? known : _series[tags] = new Series();
            (one.SeenAt, one.Unanswered) = (now, false);
            if (isRaised) Raise(one, now);
            else Calm(one, now);
        }

        foreach (var gone in _series.Where(one => one.Value.SeenAt + (rule.Missing * rule.Interval) < now).Select(one => one.Key).ToList()) _series.Remove(gone);
    }

    private void Unanswered(Unanswered what, DateTimeOffset now)
    {
        if (what == Alerts.Unanswered.Alerting && _series.Count == 0) _series[Tags.None] = new Series();
        foreach (var one in _series.Values)
        {
            (one.SeenAt, one.Unanswered) = (now, true);
            if (what == Alerts.Unanswered.Alerting || one.Stage is Stage.Pending or Stage.Firing) Raise(one, now);
        }
    }

    private void Raise(Series one, DateTimeOffset now)
    {
        if (one.Stage == Stage.Normal) (one.Stage, one.Since) = (Stage.Pending, now);
        if (one.Stage == Stage.Recovering || now - one.Since >= rule.Pending) one.Stage = Stage.Firing;
    }

    private void Calm(Series one, DateTimeOffset now)
    {
        if (one.Stage == Stage.Firing && rule.KeepFiring > TimeSpan.Zero) (one.Stage, one.Since) = (Stage.Recovering, now);
        else if (one.Stage != Stage.Recovering || now - one.Since >= rule.KeepFiring) one.Stage = Stage.Normal;
    }

    private sealed class Series
    {
        public Stage Stage { get; set; }

        public DateTimeOffset Since { get; set; }

        public DateTimeOffset SeenAt { get; set; }

        public bool Unanswered { get; set; }
    }
}
