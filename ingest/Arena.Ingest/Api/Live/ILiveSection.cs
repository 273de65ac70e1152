using System.Text.Json;

namespace Arena.Ingest.Api.Live;

/// <summary>
/// A part of the live view with a name of its own: it tells itself whole, or what of it is newer than a change. Asked by <see cref="LiveFrames"/> alone, one
/// question at a time, and once for all who watch; so it needs no lock of its own, must be quick, and answers from memory.
/// </summary>
internal interface ILiveSection
{
    /// <summary>Its field in the snapshot, and what <c>sections=</c> asks for: a–z and underscore.</summary>
    string Name { get; }

    /// <summary>Stamps what has changed with <see cref="Insight.LiveChanges.Next"/>, where it isn't stamped by who changed it. Comes before each look.</summary>
    void Refresh();

    /// <summary>Writes all of it, as one JSON value.</summary>
    void WriteWhole(Utf8JsonWriter json);

    /// <summary>Writes an event, or several, of what was stamped after the change numbered <paramref name="seen"/>; nothing when there is none.</summary>
    void WriteNews(long seen, LiveEventWriter events);
}
