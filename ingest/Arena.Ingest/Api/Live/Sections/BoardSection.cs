using System.Text.RegularExpressions;
using Arena.Ingest.Api.Shapes;
using Arena.Ingest.Insight;

namespace Arena.Ingest.Api.Live.Sections;

/// <summary>
/// <c>board</c>: which build of the board this service has, so that a page that stays open for days sees that it is old. Its name stands in
/// <c>index.html</c>, in <c>&lt;meta name="board" content="…"&gt;</c>; the file is read again every ten seconds while someone watches.
/// </summary>
internal sealed partial class BoardSection(ApiOptions options, LiveChanges changes, TimeProvider time)
    : ValueSection<BoardShape>("board", changes, ApiJson.Web.BoardShape)
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    private readonly FileInfo? _page = options.Board is { } folder ? new FileInfo(Path.Combine(folder, "index.html")) : null;
    private long _looked;

    protected override BoardShape Now(BoardShape? told)
    {
        if (told is not null && time.GetElapsedTime(_looked) < Every)
            return told;
        _looked = time.GetTimestamp();
        var build = Build();
        return told is not null && told.Build == build ? told : new BoardShape(build);
    }

    // Null while the board is being replaced, and where there is none.
    private string? Build()
    {
        try
        {
            return _page is not null && Named().Match(File.ReadAllText(_page.FullName)) is { Success: true } found ? found.Groups["build"].Value : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    [GeneratedRegex("<meta name=\"board\" content=\"(?<build>[A-Za-z0-9_-]{1,64})\"", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Named();
}
