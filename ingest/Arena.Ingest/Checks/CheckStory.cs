using Arena.Ingest.Said;
using Arena.Wire;

namespace Arena.Ingest.Checks;

/// <summary>Checks and trials, told from what was said, in its order. Not for several threads.</summary>
internal sealed class CheckStory
{
    private readonly Dictionary<string, SortingCheck> _checks = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Trial> _trials = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Point, UnixTime At), int> _atOnce = [];

    public IReadOnlyDictionary<string, SortingCheck> Checks => _checks;

    public IReadOnlyDictionary<string, Trial> Trials => _trials;

    /// <summary>Takes in what was said next.</summary>
    public void Hear(SaidEvent<CheckSaid> said)
    {
        switch (said.Said)
        {
            case { Check: { } made, Action: var action }:
                _checks[action] = Made(said, made);
                break;
            case { Undoes: { } undone }:
                _checks[undone] = _checks[undone] with { UndoneBy = said.Who };
                break;
            case { Trial: { } trial }:
                _trials[said.Subject] = Told(_trials.GetValueOrDefault(said.Subject), said, trial);
                break;
            default:
                throw new InvalidDataException($"event {said.Id} of the checks says nothing that is known: it was written by a newer Arena, run that one");
        }
    }

    private SortingCheck Made(SaidEvent<CheckSaid> said, CheckMade made)
    {
        var at = UnixTime.From(said.Said.At);
        var before = _atOnce.GetValueOrDefault((said.Subject, at));
        _atOnce[(said.Subject, at)] = before + 1;
        return new SortingCheck
        {
            Action = said.Said.Action,
            At = at,
            Heard = said.At,
            Who = said.Who,
            Point = said.Subject,
            Zone = made.Zone,
            Fraction = made.Fraction,
            Method = made.Method,
            TotalKg = made.TotalKg,
            Wrong = [.. made.Wrong.Select(part => new WrongPart(part.Fraction, part.Share ?? part.Kg!.Value / made.TotalKg!.Value))],
            Note = made.Note,
            FigureAt = at + TimeSpan.FromMicroseconds(before),
        };
    }

    private static Trial Told(Trial? trial, SaidEvent<CheckSaid> said, TrialSaid told)
    {
        trial ??= new Trial
        {
            Action = said.Subject,
            Who = said.Who,
            Name = told.Name!,
            What = told.What!,
            Points = told.Points ?? [],
            Zones = told.Zones ?? [],
            Before = UnixTime.From(told.Before!.Value),
            From = UnixTime.From(told.From!.Value),
        };
        return trial with { To = told.To is { } to ? UnixTime.From(to) : trial.To, Withdrawn = told.Withdrawn ?? trial.Withdrawn };
    }
}
