using System.Globalization;

namespace Arena.Edge.Hosting;

/// <summary>Reads <c>host</c>, <c>host:port</c> and <c>[IPv6]:port</c>.</summary>
internal static class BrokerAddress
{
    public static bool TryParse(string text, int defaultPort, out string host, out int port)
    {
        (host, port) = (text, defaultPort);
        var colon = text.LastIndexOf(':');
        var bracket = text.LastIndexOf(']');
        if (colon > bracket)
        {
            host = text[..colon];
            if (!int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out port)) return false;
        }

        if (bracket >= 0)
        {
            if (host[0] != '[' || host[^1] != ']') return false;
            host = host[1..^1];
        }
        else if (host.Contains(':', StringComparison.Ordinal))
        {
            return false;
        }

        return host.Length > 0 && !host.Any(char.IsWhiteSpace) && port is >= 1 and <= 65535;
    }
}
