using Arena.Edge.Time;
using Arena.Wire;

namespace Arena.Edge.Outbox;

/// <summary>
/// The durable part of what waits for a date: samples by boot and time since boot, and what is known of the boots. Writing and failing is as with
/// <see cref="IOutboxStorage"/>; each call is one transaction. Rows are deleted by the seal that carries them: <see cref="UndatedDone"/>.
/// </summary>
internal interface IUndatedStorage
{
    /// <summary>How many samples wait.</summary>
    long Count { get; }

    /// <summary>Every boot that still matters, in order.</summary>
    IReadOnlyList<Boot> Boots();

    /// <summary>Keeps what is known of boots, apart from losses and declarations; those not known yet are added.</summary>
    void Save(IReadOnlyCollection<Boot> boots);

    /// <summary>Keeps samples, and with them the boot they were measured in and what was given up of it.</summary>
    void Add(IReadOnlyCollection<UndatedSample> samples, Boot boot, UndatedSpan? lost);

    /// <summary>The oldest rows, in order, at most <paramref name="limit"/>.</summary>
    IReadOnlyList<UndatedRow> Oldest(int limit);

    /// <summary>What waits of a boot; null when nothing does.</summary>
    UndatedSpan? SpanOf(long boot);

    /// <summary>The newest register of each counter that waits.</summary>
    IReadOnlyDictionary<SeriesName, double> Registers();

    /// <summary>Deletes the oldest rows, at most so many and of one boot only, and notes on that boot that they are lost. Returns how many went.</summary>
    long GiveUp(int atMost);

    /// <summary>Deletes boots before a number: nothing of them waits any more.</summary>
    void ForgetBoots(long before);
}

/// <summary>A sample that has no date yet.</summary>
/// <param name="Series">Point and quantity.</param>
/// <param name="SinceBoot">When it was measured, on its boot's clock.</param>
/// <param name="Value">As it will be sealed.</param>
/// <param name="Quality">What is known against it.</param>
/// <param name="IsRegister">Its value is a counter's register.</param>
internal readonly record struct UndatedSample(SeriesName Series, TimeSpan SinceBoot, double Value, Quality Quality, bool IsRegister);

/// <summary>An undated sample as it waits on the disk.</summary>
/// <param name="Id">Rises in the order they were measured.</param>
/// <param name="Boot">Number of its boot.</param>
/// <param name="Sample">The sample.</param>
internal readonly record struct UndatedRow(long Id, long Boot, UndatedSample Sample);

/// <summary>What a seal takes out of the undated samples, in its own transaction.</summary>
/// <param name="Through">Rows up to this id are in the batch, or declared in it.</param>
/// <param name="Boot">The boot whose estimate and losses the batch declares; null for none.</param>
internal sealed record UndatedDone(long Through, long? Boot);
