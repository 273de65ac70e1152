using Arena.Ingest.Matches;
using Arena.Wire;

namespace Arena.Ingest.Api;

/// <summary>The span that a question is about: <c>from</c> and <c>to</c>, or instead of them <c>match</c>, from its gates to the end of its cleaning as they really were.</summary>
internal sealed class AskedSpan(MatchBook book, TimeProvider time)
{
    /// <summary>What the parameter is described as.</summary>
    public const string OfMatch = "Name of a match, instead of from and to: from its gates to the end of its cleaning, as they really were.";

    // What is tapped at this very moment is before the end.
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    /// <summary>As it is asked.</summary>
    /// <exception cref="ApiFault">There is no such match, or no such span.</exception>
    public (UnixTime From, UnixTime To) Of(string? match, string? from, string? to) => match is null
        ? QueryText.Span(from, to, UnixTime.From(time.GetUtcNow()))
        : OfNamed(match, from ?? to);

    /// <summary>As it is asked; without <paramref name="to"/>, what is tapped just now is in it too.</summary>
    /// <exception cref="ApiFault">There is no such match, or no such span.</exception>
    public (UnixTime From, UnixTime To) OfTaps(string? match, string? from, string? to) => match is null
        ? QueryText.Span(from, to, UnixTime.From(time.GetUtcNow()) + Moment)
        : OfNamed(match, from ?? to);

    /// <summary>A match that is played.</summary>
    /// <exception cref="ApiFault">There is none of that name, or it is called off.</exception>
    public MatchDay Played(string name)
    {
        var match = book.Find(name)
            ?? throw new ApiFault(StatusCodes.Status404NotFound, "match", $"There is no match \"{QueryText.Shown(name)}\".", "/api/v1/matches lists them.");
        return match.Cancelled ? throw new ApiFault(StatusCodes.Status409Conflict, "match", $"{name} is called off: it has no span.", "Send from and to, or another match.") : match;
    }

    private (UnixTime From, UnixTime To) OfNamed(string match, string? other)
    {
        if (other is not null)
            throw ApiFault.BadParameter("match", "match stands beside from or to.", "Send match alone, or from and to.");
        var timeline = Played(match).Timeline;
        return (timeline.From, timeline.To);
    }
}
