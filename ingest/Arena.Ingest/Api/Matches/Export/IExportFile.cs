using System.IO.Pipelines;
using Arena.Ingest.Matches;
using Arena.Wire;

namespace Arena.Ingest.Api.Matches.Export;

/// <summary>A CSV file of a match's export: UTF-8, a line of names first, lines end with CR LF (RFC 4180), unknown is empty.</summary>
internal interface IExportFile
{
    /// <summary>In the archive: <c>samples.csv</c>.</summary>
    string Name { get; }

    /// <summary>What a line is, for who reads the archive.</summary>
    string English { get; }

    /// <summary>In their order.</summary>
    IReadOnlyList<ExportColumn> Columns { get; }

    /// <summary>Writes the whole file; however long it is, little of it is in memory.</summary>
    ValueTask WriteAsync(ExportCase asked, PipeWriter output, CancellationToken cancellationToken);
}

/// <summary>A column of a CSV file.</summary>
/// <param name="Name">As in its first line.</param>
/// <param name="Type">time (RFC 3339, UTC), number, integer, boolean (true or false), text, or json.</param>
/// <param name="English">What it is, with its unit.</param>
internal sealed record ExportColumn(string Name, string Type, string English);

/// <summary>What is exported, for whom.</summary>
/// <param name="Match">Of which match.</param>
/// <param name="To">End of the span, excluded; it begins with the gates. Now, while the match goes on.</param>
/// <param name="Names">Whether names of staff, and what they wrote in their own words, are in it.</param>
/// <param name="Shown">How a name is written.</param>
internal sealed record ExportCase(MatchDay Match, UnixTime To, bool Names, Func<string, string> Shown)
{
    public UnixTime From => Match.Timeline.From;

    /// <summary>What somebody wrote in their own words: names may stand in it.</summary>
    public string Words(string? text) => Names ? text ?? "" : "";
}
