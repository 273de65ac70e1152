using System.Globalization;
using System.Text;
using Arena.Wire.Batches;

namespace Arena.Wire.Gaps;

/// <summary>
/// What a node declares about data that are missing, thinned or uncertain. It travels in a batch like samples do: sealed, numbered, sent again
/// until it is acknowledged.
/// </summary>
/// <param name="Cause">Why.</param>
/// <param name="From">Begin of the span of sample time concerned.</param>
/// <param name="To">Its end, not before <paramref name="From"/>.</param>
public sealed record Gap(GapCause Cause, UnixTime From, UnixTime To)
{
    /// <summary>Longest <see cref="Detail"/>, in characters.</summary>
    public const int MaxDetail = 200;

    private readonly string _detail = "";

    /// <summary>How many samples are concerned; null when nobody can know.</summary>
    public long? Samples { get; init; }

    /// <summary>Numbers that will not come as batches; null when no batch is concerned.</summary>
    public GapBatches? Batches { get; init; }

    /// <summary>No further batch of the epoch in <see cref="Batches"/> will come, whatever its number.</summary>
    public bool Closes { get; init; }

    /// <summary>The one point concerned; null for all of the node.</summary>
    public string? Point { get; init; }

    /// <summary>For people, on one line: characters that are not for display become spaces, and it is cut to its longest.</summary>
    public string Detail
    {
        get => _detail;
        init => _detail = OneLine(value);
    }

    private static string OneLine(string text)
    {
        var line = new StringBuilder(Math.Min(text.Length, MaxDetail));
        foreach (var rune in text.EnumerateRunes())
        {
            if (line.Length + rune.Utf16SequenceLength > MaxDetail)
                break;
            line.Append(IsShown(rune) ? rune.ToString() : " ");
        }

        return line.ToString();
    }

    private static bool IsShown(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse);
}

/// <summary>A run of batches that a gap stands for.</summary>
/// <param name="Epoch">Outbox file they were sealed in.</param>
/// <param name="First">First number, at least 1.</param>
/// <param name="Last">Last number, not below <paramref name="First"/>.</param>
/// <param name="Chain">The epoch's chain at <paramref name="Last"/>, so that a ledger can go on behind the gap; null where the node doesn't know it.</param>
public sealed record GapBatches(Epoch Epoch, long First, long Last, BatchChain? Chain);
