using Arena.Ingest.Api.Guard;
using Microsoft.Extensions.FileProviders;

namespace Arena.Ingest.Api;

/// <summary>Serves the built board: <c>index.html</c> asked for anew each time, the files with a hash in their name kept for ever, all as packed as their build left them.</summary>
internal static class BoardFiles
{
    // Vite puts a hash of the content into the name of everything below this folder.
    private const string Hashed = "/assets";

    private const string Explanation =
        """
        <!doctype html>
        <html lang="en">
        <meta charset="utf-8">
        <title>Arena</title>
        <h1>Arena's ingest service</h1>
        <p>It runs, but the board is not beside it. Build it with <code>npm --prefix dashboards/board ci</code> and
        <code>npm --prefix dashboards/board run build</code>, and start ingest with <code>--board dashboards/board/dist</code>.
        <code>./arena up</code> does all of it.</p>
        <p>The API is at <a href="/openapi/v1.json">/openapi/v1.json</a>, the points at <a href="/api/v1/points">/api/v1/points</a>.</p>
        </html>
        """;

    public static void UseBoard(this WebApplication app, ApiOptions options)
    {
        if (options.Board is not { } folder)
        {
            app.MapGet("/", () => Results.Text(Explanation, "text/html; charset=utf-8")).ExcludeFromDescription().Needing(Right.View);
            return;
        }

        var files = new PhysicalFileProvider(Path.GetFullPath(folder));
        var packed = new PackedFiles(files);
        app.UseDefaultFiles(new DefaultFilesOptions { FileProvider = files });
        app.Use(packed.ChooseAsync);
        app.UseStaticFiles(new StaticFileOptions
        {
            FileProvider = files,
            ContentTypeProvider = packed,
            OnPrepareResponse = prepared =>
            {
                PackedFiles.Label(prepared);
                prepared.Context.Response.Headers.CacheControl =
                    prepared.Context.Request.Path.StartsWithSegments(Hashed, StringComparison.Ordinal) ? "public, max-age=31536000, immutable" : "no-cache";
            },
        });
    }
}
