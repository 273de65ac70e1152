using System.Net;
using Arena.Ingest.Store.Influx;
using Xunit;

namespace Arena.Ingest.Tests.Store.Influx;

/// <summary>Our own writer keeps the contract, and does what is its own.</summary>
public sealed class InfluxAnswersTests : LineWriterContract
{
    private protected override ILineWriter Make(InfluxOptions options, HttpClient http) => new InfluxClient(options, http, TimeProvider.System);

    [Theory]
    [InlineData(InfluxApi.V1, "http://db:8086/write?db=arena", "Basic bm90LXRvLWJlLXNob3du")]
    [InlineData(InfluxApi.V2, "http://db:8086/api/v2/write?org=my%20org&bucket=arena&precision=ns", "Token not-to-be-shown")]
    public async Task Address_and_credentials_are_those_of_the_api(object api, string address, string authorization)
    {
        HttpRequestMessage? seen = null;
        await SendAsync((InfluxApi)api, (request, _) =>
        {
            seen = request;
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.NoContent));
        });

        Assert.Equal((address, authorization), (seen!.RequestUri!.AbsoluteUri, seen.Headers.Authorization!.ToString()));
    }

    [Fact]
    public void Options_name_every_fault_at_once()
    {
        var options = new InfluxOptions { Url = new Uri("ftp://user:password@db"), Database = "a'b", MaxLines = 0 };

        var fault = Assert.Throws<ArgumentException>(options.ThrowIfFaulty);

        Assert.Equal(3, fault.Message.Split("; ").Length);
        Assert.DoesNotContain("password@", fault.Message, StringComparison.Ordinal);
    }
}
