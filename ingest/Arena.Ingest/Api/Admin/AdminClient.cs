using System.Net.Sockets;
using System.Text.Json;

namespace Arena.Ingest.Api.Admin;

/// <summary>Asks a running ingest over its socket, for the commands.</summary>
internal sealed class AdminClient : IDisposable
{
    private readonly HttpClient _http;
    private readonly string _data;

    public AdminClient(string data)
    {
        _data = data;
        _http = new HttpClient(new SocketsHttpHandler { ConnectCallback = async (_, cancel) => await ConnectAsync(AdminSocket.PathIn(data), cancel) })
        {
            BaseAddress = new Uri("http://ingest"),
            Timeout = TimeSpan.FromMinutes(5),
        };
    }

    /// <summary>The answer as text; <see cref="AdminFault"/> when there is none or it is no success.</summary>
    public async Task<string> AskAsync(HttpMethod method, string path, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path);
        using var response = await SendAsync(request, cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        return response.IsSuccessStatusCode ? text : throw new AdminFault(Problem(text));
    }

    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await _http.SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException fault) when (fault.InnerException is SocketException { SocketErrorCode: SocketError.AccessDenied })
        {
            throw new AdminFault($"{AdminSocket.PathIn(_data)} may be used by its owner alone: run this as the user that arena-ingest runs as.");
        }
        catch (HttpRequestException)
        {
            throw new AdminFault($"no arena-ingest runs on {_data}: start it (arena-ingest run --data {_data} …), and ask again.");
        }
    }

    private static async Task<Stream> ConnectAsync(string path, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static string Problem(string text)
    {
        using var problem = JsonDocument.Parse(text);
        return $"{problem.RootElement.GetProperty("detail").GetString()} {problem.RootElement.GetProperty("fix").GetString()}";
    }
}

/// <summary>What was asked could not be done; the message says why and what to do.</summary>
internal sealed class AdminFault(string message) : Exception(message);
