using System.Globalization;
using Arena.Ingest.Ledger;
using Arena.Wire;
using Arena.Wire.Batches;

namespace Arena.Ingest.Store;

/// <summary>Counts what a commit does, and stages its ledger and quarantine: the part of a commit that every store does alike.</summary>
internal sealed class CommitTally
{
    private readonly List<BatchId> _forked = [];
    private int _replayed;

    /// <summary>Number of the last write to the database, for a store that has one; null where samples lie in <c>arena.db</c>.</summary>
    public long? Mark { get; init; }

    public int Stored { get; set; }

    public int Duplicates { get; set; }

    public int Quarantined { get; private set; }

    /// <summary>Samples the store refused.</summary>
    public List<Sample> Refused { get; } = [];

    public CommitResult Result() => new(Stored, Duplicates, Quarantined, Refused) { Forked = _forked, Replayed = _replayed };

    /// <summary>Whether the admission is to be stored; one that is terminal already, or contradicts one that is, is only counted.</summary>
    public bool Admits(Admission admission, ILedgerStage ledger)
    {
        if (admission.Replays is { } item)
            return ledger.HasQuarantined(item.Id);
        if (admission.Id is not { } id)
            return true;
        switch (ledger.JudgeStaged(id, admission.Hash.Span))
        {
            case LedgerVerdict.Terminal:
                Duplicates += admission.Samples.Count;
                return false;
            case LedgerVerdict.Forked:
                _forked.Add(id);
                return false;
            default:
                return true;
        }
    }

    /// <summary>Counts what became of an admission, and stages it, unless it is terminal by now.</summary>
    public void Stage(in AdmissionOutcome outcome, ILedgerStage ledger)
    {
        if (!Admits(outcome.Admission, ledger))
            return;
        Stored += outcome.Stored;
        Duplicates += outcome.Duplicates;
        if (outcome.Refused is { } refused)
            Refused.AddRange(refused);
        Quarantine(outcome.Admission, outcome.Quarantined, ledger);
    }

    /// <summary>Stages what of the admission is quarantined, by decoding and by the store, and makes its batch terminal.</summary>
    public void Quarantine(Admission admission, List<QuarantineEntry>? refused, ILedgerStage ledger)
    {
        if (admission.Replays is { } item)
        {
            _replayed += ledger.StageReplay(item, admission, refused ?? []) ? 1 : 0;
            return;
        }

        var samples = refused?.Count ?? 0;
        if (samples + admission.Quarantined.Count > 0)
        {
            foreach (var entry in admission.Quarantined.Concat(refused ?? []))
                ledger.Stage(new QuarantinedItem(0, admission.Received, admission.Node, admission.Topic, admission.Id, entry));
            samples += admission.Quarantined.Count(entry => entry is { Name: not null, Reason: not Reason.GapInvalid });
        }

        Quarantined += samples;
        if (admission.Id is { } id)
            ledger.Stage(id, admission, samples, refused?.Count ?? 0, Mark);
    }

    /// <summary>A sample whose identity is known with another value.</summary>
    public static QuarantineEntry Conflict(Sample sample, double stored) => QuarantineEntry.Of(
        sample, Reason.IdentityConflict, string.Create(CultureInfo.InvariantCulture, $"{sample.Value:R} came, {stored:R} is stored for {sample.Time}"));
}
