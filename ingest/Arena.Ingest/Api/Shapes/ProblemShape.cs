using System.ComponentModel;

namespace Arena.Ingest.Api.Shapes;

/// <summary>Why a request can't be answered (RFC 9457).</summary>
internal sealed record ProblemShape(
    [property: Description("A URI for the kind of problem; about:blank when the status says it all.")] string Type,
    [property: Description("The status in words.")] string Title,
    [property: Description("HTTP status.")] int Status,
    [property: Description("What is wrong with this request.")] string Detail,
    [property: Description("The parameter that is wrong, or null.")] string? Parameter,
    [property: Description("What to send instead.")] string Fix);
