using Arena.EndToEnd.Tests.Processes;
using Xunit;

namespace Arena.EndToEnd.Tests.Way;

/// <summary>The worker as it is published for a Pi: one native program. Compiling it takes minutes.</summary>
[Trait("Category", "Soak")]
public sealed class NativeWorkerTests
{
    private static readonly TimeSpan Compiling = TimeSpan.FromMinutes(20);

    [Fact]
    public async Task What_a_native_worker_sealed_is_stored_bit_for_bit()
    {
        using var published = new TempFolder();
        await PublishAsync(published);
        await using var arena = new RunningArena { EdgeProgram = [published.Child("app/arena-edge")] };
        await arena.StartBrokerAsync();
        await arena.StartIngestAsync();
        await arena.StartEdgeAsync(historyDays: 0.02);
        await arena.DrainedAsync();
        Assert.Equal(0, await arena.Edge!.TerminateAsync());
        await arena.HandOverAsync();

        var expected = await arena.SealedAsync();
        Assert.True(expected.Count > 2_000, $"only {expected.Count} samples were sealed");
        var from = DateTimeOffset.FromUnixTimeMilliseconds(expected.Min(sample => sample.TimeUs) / 1000);
        var stored = await StoredSamples.ReadAsync(arena.Http, from, from.AddDays(2));
        Assert.Equal(expected.Order(), stored.Order());
    }

    private static async Task PublishAsync(TempFolder folder)
    {
        await using var publish = NativeProgram.Publish("edge/Arena.Edge", folder.Child("app"), folder.Child("build"));
        var code = await publish.ExitCodeAsync(Compiling);
        if (code != 0 && publish.Output.Contains("Platform linker", StringComparison.Ordinal)) Assert.Skip("There is neither clang nor gcc here, which link a native program.");
        Assert.True(code == 0, publish.Output);
    }
}
