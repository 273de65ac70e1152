using System.Globalization;
using System.Net;

namespace Arena.Ingest.Ledger.Postgres;

/// <summary>
/// The address of a shared ledger as it is written, <c>postgresql://USER@HOST[:PORT][,HOST…]/DATABASE</c>. A password in it is refused: command lines are
/// read by everyone on the machine.
/// </summary>
internal sealed record PostgresAddress(string User, string Hosts, string Database)
{
    private const string Form = "write postgresql://USER@HOST:PORT/DATABASE";

    /// <summary>All hosts are this machine.</summary>
    public bool IsLocal => Hosts.Split(',').Select(NameOf).All(host => host == "localhost" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address)));

    /// <summary>Reads it.</summary>
    /// <param name="text">As it was written.</param>
    /// <param name="fault">What is wrong and how to mend it; the text itself is not repeated where it may hold a password.</param>
    public static PostgresAddress? Parse(string text, out string? fault)
    {
        fault = null;
        var start = text.StartsWith("postgresql://", StringComparison.Ordinal) ? "postgresql://".Length
            : text.StartsWith("postgres://", StringComparison.Ordinal) ? "postgres://".Length : -1;
        var at = text.IndexOf('@', StringComparison.Ordinal);
        var slash = start < 0 ? -1 : text.IndexOf('/', start);
        if (start < 0 || slash < 0 || at < start || at > slash)
        {
            fault = $"is no address of PostgreSQL: {Form}";
            return null;
        }

        var (user, hosts, database) = (text[start..at], text[(at + 1)..slash], text[(slash + 1)..]);
        if (user.Contains(':', StringComparison.Ordinal))
            fault = "holds a password, which everyone on the machine could read: put it in the file ledger.password of --secrets";
        else if (user.Length == 0 || database.Length == 0 || database.AsSpan().IndexOfAny('/', '?', '#') >= 0 || !hosts.Split(',').All(IsHost))
            fault = $"is no address of PostgreSQL: {Form}";
        return fault is null ? new PostgresAddress(Uri.UnescapeDataString(user), hosts, Uri.UnescapeDataString(database)) : null;
    }

    private static bool IsHost(string host)
    {
        var name = NameOf(host);
        var port = host.Length > name.Length && !host.EndsWith(']') ? host[(host.LastIndexOf(':') + 1)..] : "5432";
        return Uri.CheckHostName(name) != UriHostNameType.Unknown
            && int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= 65535;
    }

    private static string NameOf(string host)
    {
        var colon = host.LastIndexOf(':');
        return (colon >= 0 && !host.EndsWith(']') ? host[..colon] : host).Trim('[', ']');
    }
}
