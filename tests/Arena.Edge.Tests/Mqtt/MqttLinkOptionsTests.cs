using Arena.Mqtt;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Arena.Edge.Tests.Mqtt;

/// <summary>Options with faults make no link, and say all that is wrong at once.</summary>
public sealed class MqttLinkOptionsTests
{
    private static readonly MqttLinkOptions Sound = new() { Host = "broker", ClientId = "node" };

    [Fact]
    public void Defaults_with_a_host_and_a_client_identifier_are_sound() => Assert.Empty(Sound.Faults());

    [Fact]
    public void Every_fault_is_said_at_once_with_name_and_fix()
    {
        var wrong = new MqttLinkOptions
        {
            Host = " ",
            Port = 0,
            ClientId = "",
            Password = "secret",
            KeepAlive = TimeSpan.Zero,
            SessionExpiry = TimeSpan.FromSeconds(-1),
            ReconnectDelay = TimeSpan.Zero,
            MaxReconnectDelay = TimeSpan.FromDays(2),
            ConnectTimeout = TimeSpan.Zero,
            ReceiveMaximum = 0,
            MaxInFlight = 0,
            MaximumPacketBytes = 1,
            MaxBufferedBytes = 0,
            Subscriptions = [new("a/#/b", QoS.AtLeastOnce), new("ok", (QoS)2)],
            Will = new MqttPublish("state/+", default, QoS.AtLeastOnce),
            Tls = new MqttTlsOptions { Authorities = [] },
        };

        var faults = wrong.Faults();

        Assert.Equal(
            [
                "Host", "Port", "ClientId", "UserName", "KeepAlive", "SessionExpiry", "ReconnectDelay", "MaxReconnectDelay", "ConnectTimeout",
                "ReceiveMaximum", "MaxInFlight", "MaximumPacketBytes", "MaxBufferedBytes", "Tls.Authorities", "Subscriptions[0]", "Subscriptions[1]", "Will",
            ],
            faults.Select(fault => fault.Name));
        Assert.All(faults, fault => Assert.False(string.IsNullOrEmpty(fault.Fix)));
        var error = Assert.Throws<ArgumentException>(() => MqttLinks.Create(wrong, TimeProvider.System, NullLoggerFactory.Instance));
        Assert.All(faults, fault => Assert.Contains(fault.Name, error.Message, StringComparison.Ordinal));
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("#")]
    [InlineData("+/b/#")]
    [InlineData("/")]
    [InlineData("$share/group/a/+")]
    [InlineData("$SYS/broker/uptime")]
    public void Filters_the_standard_allows_are_sound(string filter) =>
        Assert.Empty((Sound with { Subscriptions = [new(filter, QoS.AtLeastOnce)] }).Faults());

    [Theory]
    [InlineData("")]
    [InlineData("a#")]
    [InlineData("a/b+")]
    [InlineData("#/a")]
    [InlineData("$share/group")]
    [InlineData("$share//a")]
    [InlineData("$share/g+/a")]
    [InlineData("$share/g/")]
    [InlineData("a\0b")]
    public void Filters_the_standard_forbids_are_faults(string filter) =>
        Assert.Single((Sound with { Subscriptions = [new(filter, QoS.AtLeastOnce)] }).Faults());

    // Not an inline datum: an attribute can't hold half a surrogate pair.
    [Fact]
    public void Half_a_surrogate_pair_is_a_fault_in_any_text()
    {
        const string Half = "\ud800";

        var faults = (Sound with { ClientId = Half, UserName = Half, Password = Half, Subscriptions = [new(Half, QoS.AtMostOnce)] }).Faults();

        Assert.Equal(["ClientId", "UserName", "Password", "Subscriptions[0]"], faults.Select(fault => fault.Name));
    }
}
