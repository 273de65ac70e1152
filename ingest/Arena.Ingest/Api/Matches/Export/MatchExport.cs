using System.IO.Compression;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using Arena.Ingest.Api.Shapes;
using Microsoft.Net.Http.Headers;

namespace Arena.Ingest.Api.Matches.Export;

/// <summary>Writes the ZIP as it is read from the store: nothing of it is on a disk, and little of it in memory.</summary>
internal sealed class MatchExport(
    ExportCase asked, IReadOnlyList<IExportFile> files, Func<ExportCase, CancellationToken, ValueTask<ExportShape>> describe, ExportSeats seats, TimeProvider time) : IResult
{
    public const string ContentType = "application/zip";

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        using var seat = seats.Take();
        var cancel = httpContext.RequestAborted;

        // It reads the match's results, before the first byte: a store that is away is still told as a problem.
        var described = await describe(asked, cancel);
        httpContext.Response.ContentType = ContentType;
        httpContext.Response.Headers.CacheControl = "no-store";
        httpContext.Response.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileName = $"{asked.Match.Name}.zip" }.ToString();
        await using var body = new ArchiveStream(httpContext.Response.BodyWriter);
        await using var zip = await ZipArchive.CreateAsync(body, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancel);
        try
        {
            await AddAsync(zip, "README.txt", (output, _) => TextAsync(output, ExportReadme.Of(described), cancel), cancel);
            await AddAsync(zip, "match.json", (output, _) => TextAsync(output, JsonSerializer.Serialize(described, ApiJson.Indented.ExportShape), cancel), cancel);
            foreach (var file in files)
                await AddAsync(zip, file.Name, (output, token) => file.WriteAsync(asked, output, token), cancel);
        }
        catch
        {
            // The end of the archive would make half of it look whole.
            httpContext.Abort();
            throw;
        }
    }

    private async Task AddAsync(ZipArchive zip, string name, Func<PipeWriter, CancellationToken, ValueTask> write, CancellationToken cancellationToken)
    {
        var entry = zip.CreateEntry($"{asked.Match.Name}/{name}", CompressionLevel.Fastest);
        entry.LastWriteTime = time.GetUtcNow();
        await using var stream = await entry.OpenAsync(cancellationToken);
        var output = PipeWriter.Create(stream, new StreamPipeWriterOptions(leaveOpen: true));
        await write(output, cancellationToken);
        await output.CompleteAsync();
    }

    private static async ValueTask TextAsync(PipeWriter output, string text, CancellationToken cancellationToken) =>
        await output.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken);
}
