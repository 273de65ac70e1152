using Microsoft.AspNetCore.Http.Headers;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;
using Microsoft.Net.Http.Headers;

namespace Arena.Ingest.Api;

/// <summary>
/// Files that their build packed beside themselves, <c>x.js.br</c> and <c>x.js.gz</c>, tighter than one packs while somebody waits: who takes them gets those
/// instead, under the file's own address and type. One older than its file is of another build and is passed over.
/// </summary>
internal sealed class PackedFiles(IFileProvider files) : IContentTypeProvider
{
    // The tightest first. Browsers take Brotli only over https and from the machine itself.
    private static readonly (string Encoding, string Ending)[] Kinds = [("br", ".br"), ("gzip", ".gz")];

    private readonly FileExtensionContentTypeProvider _types = new();

    /// <summary>Points a request for a file at the packed one, where it takes that.</summary>
    public Task ChooseAsync(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        if (request.Path.Value is { } path && files.GetFileInfo(path) is { Exists: true } file)
        {
            var taken = request.GetTypedHeaders();
            foreach (var (encoding, ending) in Kinds)
            {
                if (!Takes(taken, encoding) || files.GetFileInfo(path + ending) is not { Exists: true } packed || packed.LastModified < file.LastModified)
                    continue;
                request.Path = path + ending;
                break;
            }
        }

        return next(context);
    }

    /// <summary>Says how a packed file is packed; every file that may be packed is kept apart by what its reader takes.</summary>
    public static void Label(StaticFileResponseContext prepared)
    {
        var headers = prepared.Context.Response.Headers;
        headers.Append(HeaderNames.Vary, HeaderNames.AcceptEncoding);
        if (EncodingOf(prepared.File.Name) is { } encoding)
            headers.ContentEncoding = encoding;
    }

    public bool TryGetContentType(string subpath, [System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out string contentType) =>
        _types.TryGetContentType(EncodingOf(subpath) is null ? subpath : Path.ChangeExtension(subpath, null), out contentType);

    private static string? EncodingOf(string name) => Kinds.FirstOrDefault(kind => name.EndsWith(kind.Ending, StringComparison.Ordinal)).Encoding;

    private static bool Takes(RequestHeaders headers, string encoding) =>
        headers.AcceptEncoding.Any(each => each.Value.Equals(encoding, StringComparison.OrdinalIgnoreCase) && each.Quality is not 0);
}
