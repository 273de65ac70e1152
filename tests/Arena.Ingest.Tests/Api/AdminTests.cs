using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Arena.Ingest.Api.Admin;
using Arena.Ingest.Ledger;
using Arena.Ingest.Tests.Decoding;
using Arena.Wire;
using Arena.Wire.Batches;
using Xunit;

namespace Arena.Ingest.Tests.Api;

/// <summary>What changes something is asked over the Unix socket of the data folder, and over nothing else.</summary>
public sealed class AdminTests : IAsyncLifetime
{
    private RunningIngest _ingest = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _ingest = await RunningIngest.StartAsync();

    public ValueTask DisposeAsync() => _ingest.DisposeAsync();

    [Fact]
    public async Task The_ledger_is_shown_with_each_epoch_in_full()
    {
        var outbox = new Tests.Store.Outbox(Ground.MeterNode);
        var first = outbox.Numbered(1, new Sample(Ground.Power, Tests.Store.Outbox.Noon, 1));
        await _ingest.Service<Ingest.Store.ISampleStore>().CommitAsync(
            [first, outbox.Declaring(6, [], outbox.Lost(3, 4, BatchChain.Start) with { Closes = true })], Cancellation);
        _ingest.Service<ILedger>().Said(Ground.MeterNode, outbox.Epoch, 9);

        using var client = new AdminClient(_ingest.Data);
        using var shown = JsonDocument.Parse(await client.AskAsync(HttpMethod.Get, "/admin/v1/ledger", Cancellation));

        Assert.Equal(_ingest.Service<ILedger>().Generation, shown.RootElement.GetProperty("generation").GetInt64());
        var epoch = shown.RootElement.GetProperty("nodes")[0].GetProperty("epochs")[0];
        Assert.Equal(
            ("1", "[[3,4],[6,6]]", "[[3,4]]", "9", "2", "disk-full", Tests.Store.Outbox.ChainOver(first).ToString()),
            (Raw("low"), Raw("ranges"), Raw("declared"), Raw("said"), Raw("stored"), epoch.GetProperty("closed").GetString(), epoch.GetProperty("chain").GetString()));
        var text = LedgerText.Of(JsonSerializer.Deserialize(shown, AdminJson.Web.LedgerShape)!);
        Assert.Contains($"{Ground.MeterNode}  {outbox.Epoch}  1    3-4 6-6", text, StringComparison.Ordinal);

        string Raw(string name) => epoch.GetProperty(name).GetRawText();
    }

    [Fact]
    public async Task A_new_generation_is_greater_and_remembered()
    {
        var before = _ingest.Service<ILedger>().Generation;
        using var client = new AdminClient(_ingest.Data);

        using var renewed = JsonDocument.Parse(await client.AskAsync(HttpMethod.Post, "/admin/v1/ledger/generation", Cancellation));

        var after = renewed.RootElement.GetProperty("generation").GetInt64();
        Assert.True(after > before);
        Assert.Equal(after, _ingest.Service<ILedger>().Generation);
        await _ingest.RestartAsync();
        Assert.Equal([after, before], _ingest.Service<ILedger>().Generations.Select(minted => minted.Generation));
    }

    [Theory]
    [InlineData("GET", "/admin/v1/ledger")]
    [InlineData("POST", "/admin/v1/ledger/generation")]
    [InlineData("POST", "/admin/v1/quarantine/1/replay")]
    [InlineData("POST", "/admin/v1/quarantine/replay")]
    [InlineData("POST", "/admin/v1/quarantine/discard")]
    public async Task By_TCP_there_is_nothing_of_it(string method, string path)
    {
        var before = _ingest.Service<ILedger>().Generation;
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        using var answer = await _ingest.Http.SendAsync(request, Cancellation);

        await RunningIngest.ProblemAsync(answer, HttpStatusCode.NotFound);
        Assert.Equal(before, _ingest.Service<ILedger>().Generation);
    }

    [Fact]
    public async Task The_socket_has_nothing_of_the_public_API()
    {
        using var client = new AdminClient(_ingest.Data);

        await Assert.ThrowsAsync<AdminFault>(() => client.AskAsync(HttpMethod.Get, "/api/v1/nodes", Cancellation));
    }

    [Fact]
    public void Only_its_owner_may_use_the_socket() =>
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(AdminSocket.PathIn(_ingest.Data)));

    [Fact]
    public async Task A_socket_that_a_killed_ingest_left_is_replaced()
    {
        await _ingest.RestartAsync(data => LeaveSocket(AdminSocket.PathIn(data)));

        using var client = new AdminClient(_ingest.Data);
        Assert.NotEmpty(await client.AskAsync(HttpMethod.Get, "/admin/v1/ledger", Cancellation));
    }

    [Fact]
    public async Task Without_a_running_ingest_a_command_says_so()
    {
        var folder = Directory.CreateTempSubdirectory("arena-none-");
        using var client = new AdminClient(folder.FullName);

        var fault = await Assert.ThrowsAsync<AdminFault>(() => client.AskAsync(HttpMethod.Get, "/admin/v1/ledger", Cancellation));

        Assert.Contains($"no arena-ingest runs on {folder.FullName}", fault.Message, StringComparison.Ordinal);
        folder.Delete();
    }

    // What a kill leaves: the file stands, and nobody listens. Moved away and back, because closing a socket removes its file.
    private static void LeaveSocket(string path)
    {
        using (var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            socket.Bind(new UnixDomainSocketEndPoint(path));
            File.Move(path, path + ".kept");
        }

        File.Move(path + ".kept", path);
    }
}
