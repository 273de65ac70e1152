using Arena.Edge.Uplink;
using Xunit;

namespace Arena.Edge.Tests.Uplink;

public sealed class ResendPolicyTests
{
    private static readonly UplinkOptions Options = new() { ResendAfter = TimeSpan.FromSeconds(30), MaxResendAfter = TimeSpan.FromMinutes(10) };

    [Theory]
    [InlineData(1, 30)]
    [InlineData(2, 60)]
    [InlineData(5, 480)]
    [InlineData(6, 600)]
    [InlineData(1_000_000, 600)]
    public void The_wait_doubles_up_to_its_limit(int attempt, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), new ResendPolicy(Options, () => 0.5).WaitAfter(attempt));

    [Theory]
    [InlineData(0, 24)]
    [InlineData(0.9999999, 36)]
    public void Jitter_spreads_it_by_a_fifth_either_way(double uniform, int seconds) =>
        Assert.Equal(seconds, new ResendPolicy(Options, () => uniform).WaitAfter(1).TotalSeconds, 0.001);
}
