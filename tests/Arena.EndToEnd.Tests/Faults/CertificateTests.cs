using Arena.EndToEnd.Tests.Processes;
using Xunit;

namespace Arena.EndToEnd.Tests.Faults;

/// <summary>Certificates of the broker and of its clients that expire while everything runs.</summary>
[Trait("Fault", "30")]
public sealed class CertificateTests
{
    // Long enough for three programs to start on a loaded machine.
    private static readonly TimeSpan Validity = TimeSpan.FromSeconds(30);

    // Whoever was not let in waits the longest pause between attempts.
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Expired_in_the_middle_of_a_session_and_renewed_on_the_disk_everything_drains_and_nothing_was_restarted()
    {
        await using var arena = new RunningArena { Node = "node-switchroom" };
        using var certificates = new Certificates(arena.Child("tls"));
        var end = certificates.Renew(Validity);
        arena.Tls = certificates.Client;
        await arena.StartBrokerAsync(certificates.Broker);
        await arena.StartIngestAsync();
        await arena.StartEdgeAsync(historyDays: 0.02);
        await arena.DrainedAsync();

        while (TimeProvider.System.GetUtcNow() <= end)
            await Task.Delay(end - TimeProvider.System.GetUtcNow() + TimeSpan.FromMilliseconds(100), TimeProvider.System, TestContext.Current.CancellationToken);
        // The session outlives its certificates; the next connection doesn't come about.
        await arena.Broker.StopAsync();
        await arena.Broker.StartAsync();
        await arena.Edge!.LineAsync("not valid now (NotTimeValid)");
        await arena.Ingest!.LineAsync("not valid now (NotTimeValid)");

        certificates.Renew(TimeSpan.FromMinutes(50));
        await arena.Broker.StopAsync();
        await arena.Broker.StartAsync();
        await arena.Edge.LineAsync("is online", LongestPause + TimeSpan.FromSeconds(30));
        await arena.DrainedAsync();
        (await Account.CloseAsync(arena)).Holds(atLeast: 500);
    }
}
