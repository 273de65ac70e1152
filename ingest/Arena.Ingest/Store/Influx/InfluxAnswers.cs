using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;

namespace Arena.Ingest.Store.Influx;

/// <summary>What a server's answer means, whoever asked.</summary>
internal sealed class InfluxAnswers(InfluxOptions options)
{
    private const int MostErrorText = 500;

    /// <summary>Of a write: null when it is stored, or the server's words when it refused some or all of it.</summary>
    /// <exception cref="StoreUnavailableException">Any other answer.</exception>
    public string? ToWrite(HttpStatusCode status, byte[] body) => status switch
    {
        >= HttpStatusCode.OK and < HttpStatusCode.MultipleChoices => null,
        HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity or HttpStatusCode.RequestEntityTooLarge => ErrorText(body),
        _ => throw Unavailable(status, body),
    };

    public StoreUnavailableException Unavailable(HttpStatusCode status, byte[] body) => new(status switch
    {
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden =>
            $"InfluxDB at {options.Url} refuses the service's credentials ({(int)status}): check the file influx.token among the secrets",
        HttpStatusCode.NotFound => options.Api == InfluxApi.V1
            ? $"InfluxDB at {options.Url} has no database \"{options.Database}\": create it, or let the service's user create it ({ErrorText(body)})"
            : $"InfluxDB at {options.Url} has no bucket \"{options.Database}\" in organisation \"{options.Org}\", or no /api/v2/write: create it, or use --influx-api v1 with 1.x ({ErrorText(body)})",
        _ => $"InfluxDB at {options.Url} answers {(int)status}: {ErrorText(body)}",
    });

    public StoreUnavailableException Late(Exception why) =>
        new($"InfluxDB at {options.Url} did not answer within {options.Timeout.TotalSeconds.ToString(CultureInfo.InvariantCulture)} s", why);

    public StoreUnavailableException Unreached(Exception why) => new($"InfluxDB at {options.Url} can't be reached: {why.Message}", why);

    // 1.x says {"error":…}, 2 and 3 {"message":…}; a proxy says what it likes.
    private static string ErrorText(byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            foreach (var name in (string[])["error", "message"])
            {
                if (json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty(name, out var text))
                    return Cut(text.ToString());
            }
        }
        catch (JsonException)
        {
            return Cut(Encoding.UTF8.GetString(body));
        }

        return Cut(Encoding.UTF8.GetString(body));
    }

    private static string Cut(string text) => text.Length <= MostErrorText ? text : text[..MostErrorText];
}
