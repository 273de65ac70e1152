using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Arena.Ingest.Api;
using Arena.Ingest.Api.Live;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Arena.Ingest.Tests.Api;

/// <summary>As many phones as a match day has, on one ingest over real HTTP.</summary>
public sealed class LiveCrowdTests : IAsyncLifetime
{
    private const int Phones = 200;

    private RunningIngest _ingest = null!;

    private CountedSection Section => _ingest.Service<CountedSection>();

    public async ValueTask InitializeAsync() => _ingest = await RunningIngest.StartAsync(
        api: new ApiOptions { LivePace = TimeSpan.FromMilliseconds(50) },
        replace: services =>
        {
            services.AddSingleton<CountedSection>();
            services.AddSingleton<ILiveSection>(provider => provider.GetRequiredService<CountedSection>());
        });

    public ValueTask DisposeAsync() => _ingest.DisposeAsync();

    [Fact]
    public async Task Two_hundred_phones_are_all_told_a_value_that_was_written_down_once_while_one_beside_them_reads_nothing()
    {
        using var deaf = await DeafAsync();
        var phones = await Task.WhenAll(Enumerable.Range(0, Phones).Select(_ => OpenAsync(null)));
        try
        {
            var before = Section.Written;
            Section.Say(7);
            await Task.WhenAll(phones.Select(phone => UntilAsync(phone, 7)));
            // The step, and at the very most the ways up that are kept of one: never one for each phone.
            Assert.InRange(Section.Written - before, 1, 33);

            // All lines break at once, something changes, and all come back at once.
            await Task.WhenAll(phones.Select(phone => phone.NumberAsync()));
            foreach (var phone in phones)
                phone.Dispose();
            Section.Say(8);
            before = Section.Written;
            phones = await Task.WhenAll(phones.Select(phone => OpenAsync(phone.LastId)));
            await Task.WhenAll(phones.Select(phone => UntilAsync(phone, 8)));
            Assert.InRange(Section.Written - before, 0, 66);
        }
        finally
        {
            foreach (var phone in phones)
                phone.Dispose();
        }
    }

    private async Task<EventReader> OpenAsync(string? lastId)
    {
        var phone = await EventReader.OpenAsync(_ingest.Http, "/api/v1/live?sections=counted", lastId);
        var resumed = (await phone.NextAsync("hello")).GetProperty("resumed").GetBoolean();
        Assert.Equal(lastId is not null, resumed);
        if (!resumed)
            await phone.NextAsync("snapshot");
        return phone;
    }

    private static async Task UntilAsync(EventReader phone, int value)
    {
        while ((await phone.NextAsync("counted")).GetInt32() != value)
        {
        }
    }

    // Asks, and then leaves all that comes on the line.
    private async Task<TcpClient> DeafAsync()
    {
        var address = _ingest.Http.BaseAddress!;
        var deaf = new TcpClient { ReceiveBufferSize = 1 << 10 };
        await deaf.ConnectAsync(address.Host, address.Port, TestContext.Current.CancellationToken);
        var ask = string.Create(CultureInfo.InvariantCulture, $"GET /api/v1/live HTTP/1.1\r\nHost: {address.Authority}\r\n\r\n");
        await deaf.GetStream().WriteAsync(Encoding.ASCII.GetBytes(ask), TestContext.Current.CancellationToken);
        return deaf;
    }
}
