using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Arena.Ingest.Api.Admin;

/// <summary>
/// The Unix socket <c>ingest.sock</c> in the data folder: what changes something is asked there and on no TCP port, so only who may
/// write the folder can ask it.
/// </summary>
internal static class AdminSocket
{
    /// <summary>Bytes of a path that the kernel takes (sun_path without its end).</summary>
    private const int MostPathBytes = 107;

    public static string PathIn(string data) => Path.Combine(data, "ingest.sock");

    /// <summary>Whether the kernel takes its path.</summary>
    public static bool Fits(string data) => Encoding.UTF8.GetByteCount(PathIn(data)) <= MostPathBytes;

    /// <summary>Listens there. A socket that a killed process left is replaced: the data folder's lock tells that nobody has it.</summary>
    public static void Listen(KestrelServerOptions kestrel, string data)
    {
        var path = PathIn(data);
        File.Delete(path);
        kestrel.ListenUnixSocket(path, listen => listen.Use(next => connection =>
        {
            connection.Features.Set(new Mark());
            return next(connection);
        }));
    }

    /// <summary>Only the owner may connect, from before the socket listens.</summary>
    public static void Guard(SocketTransportOptions options) => options.CreateBoundListenSocket = endpoint =>
    {
        var socket = SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint);
        if (endpoint is UnixDomainSocketEndPoint unix)
            File.SetUnixFileMode(unix.ToString(), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return socket;
    };

    /// <summary>Whether a request came this way.</summary>
    public static bool Brought(HttpContext context) => context.Features.Get<Mark>() is not null;

    private sealed class Mark;
}
