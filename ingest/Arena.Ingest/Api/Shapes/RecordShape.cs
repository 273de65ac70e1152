using System.ComponentModel;
using System.Text.Json;

namespace Arena.Ingest.Api.Shapes;

/// <summary>Who did what in a span.</summary>
internal sealed record RecordShape(DateTime From, DateTime To, IReadOnlyList<RecordLineShape> Record);

/// <summary>One thing that somebody said.</summary>
internal sealed record RecordLineShape(
    [property: Description("When ingest heard it.")] DateTime At,
    string Who,
    [property: Description("What it is about: matches, bins, checks, people.")] string Kind,
    [property: Description("Of what: a match, a bin, a person's id.")] string Subject,
    [property: Description("What was said, as it is kept.")] JsonElement Said);
