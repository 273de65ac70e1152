using System.ComponentModel;

namespace Arena.Ingest.Api.Shapes;

/// <summary>The beginning of a rehearsal.</summary>
internal sealed record RehearsalShape(string Match, [property: Description("How many times faster than it was.")] int Speed, DateTime From, DateTime To);

/// <summary>Values of a rehearsal, up to a moment of the match.</summary>
internal sealed record RehearsalSamplesShape([property: Description("Match time.")] DateTime T, IReadOnlyList<LiveSampleShape> Samples);
