using Arena.Wire;

namespace Arena.Ingest.Said;

/// <summary>A log of what people said, whatever it was about: for the record of who did what.</summary>
internal interface ISaidLog
{
    /// <summary>What it is about: the name of its file, such as <c>matches</c>.</summary>
    string Kind { get; }

    /// <summary>What was said from a time up to another, in its order.</summary>
    IEnumerable<SaidLine> Lines(UnixTime from, UnixTime to);
}

/// <summary>One thing that was said.</summary>
/// <param name="Kind">The log it is in.</param>
/// <param name="Id">Counts up in its log.</param>
/// <param name="At">When ingest heard it.</param>
/// <param name="Who">Who said it.</param>
/// <param name="Subject">Of what.</param>
/// <param name="Said">What, as JSON.</param>
internal sealed record SaidLine(string Kind, long Id, UnixTime At, string Who, string Subject, string Said);
