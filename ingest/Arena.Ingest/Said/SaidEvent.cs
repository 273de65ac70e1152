using Arena.Wire;

namespace Arena.Ingest.Said;

/// <summary>Something that someone said, kept for ever.</summary>
/// <param name="Id">Counts up in its log.</param>
/// <param name="At">When ingest heard it.</param>
/// <param name="Who">Who said it.</param>
/// <param name="Subject">Of what: a slug, such as a match or a bin.</param>
/// <param name="Said">What.</param>
internal sealed record SaidEvent<T>(long Id, UnixTime At, string Who, string Subject, T Said)
    where T : class, ISaid;

/// <summary>What a log of what was said asks of its content.</summary>
internal interface ISaid
{
    /// <summary>The sender's own name for what it asked: sent twice, it is said once. Null for what has none.</summary>
    string? Action { get; }
}
