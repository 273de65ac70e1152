namespace Arena.Ingest.Store;

/// <summary>
/// Lends admissions, so that a message in steady flow costs no new memory. One is lent by the decoder and given back by the committer, once, after the
/// deliveries of its group were acknowledged; one that is never given back is garbage like any other. Thread-safe.
/// </summary>
/// <remarks>Bounded by the samples and entries its free admissions have room for, 8 MiB of them; what comes back beyond that is let go.</remarks>
internal sealed class AdmissionPool
{
    private const int MostSamples = 256 * 1024;

    // A small one counts as this many, for what it has beside its samples.
    private const int Least = 16;

    private readonly Lock _gate = new();
    private readonly Stack<AdmissionSlot> _free = [];
    private int _samples;

    /// <summary>One to fill.</summary>
    public AdmissionSlot Rent()
    {
        lock (_gate)
        {
            if (_free.TryPop(out var slot))
                _samples -= Weight(slot);
            else
                slot = new AdmissionSlot();
            slot.Lent = true;
            return slot;
        }
    }

    /// <summary>Takes back those that were lent; passes over what isn't of a pool, and over copies, which own nothing.</summary>
    /// <exception cref="InvalidOperationException">One of them was given back already.</exception>
    public void Return(List<Admission> admissions)
    {
        lock (_gate)
        {
            foreach (var admission in admissions)
            {
                if (admission.Slot is { } slot && ReferenceEquals(slot.Admission, admission))
                    Keep(slot);
            }
        }
    }

    private void Keep(AdmissionSlot slot)
    {
        if (!slot.Lent)
            throw new InvalidOperationException("An admission was given back twice.");
        slot.Lent = false;
        slot.Clear();
        if (_samples + Weight(slot) > MostSamples)
            return;
        _samples += Weight(slot);
        _free.Push(slot);
    }

    private static int Weight(AdmissionSlot slot) => Least + slot.Samples.Capacity + slot.Quarantined.Capacity + slot.Gaps.Capacity;
}
