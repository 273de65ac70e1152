using Xunit;

namespace Arena.EndToEnd.Tests.Compose;

/// <summary>ingest/compose/https.yml adds a certificate to the board, and no right, no default and no other service.</summary>
[Trait("Category", "Check")]
public sealed class ComposeHttpsTests
{
    private static readonly ComposeService Ingest = ComposeFile.Https.Service("ingest");

    [Fact]
    public void It_changes_nothing_but_how_the_board_is_reached()
    {
        Assert.Equal("ingest", Assert.Single(ComposeFile.Https.Services).Name);
        Assert.Equal(["environment", "ports", "volumes"], Ingest.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(["ARENA_HTTPS_CERTIFICATE", "ARENA_HTTPS_KEY", "ARENA_HTTPS_PORT"], Ingest.Environment.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Certificate_and_key_come_from_a_folder_that_must_exist_that_nothing_else_sees_and_that_ingest_can_only_read()
    {
        var bind = Assert.Single(Ingest.Binds);

        Assert.Equal(("./.arena/compose/https", true, true), (bind.Source, bind.ReadOnly, bind.MustExist));
        Assert.Equal(bind.Target + "/board.pem", Ingest.Environment["ARENA_HTTPS_CERTIFICATE"]);
        Assert.Equal(bind.Target + "/board.key", Ingest.Environment["ARENA_HTTPS_KEY"]);
        Assert.DoesNotContain(ComposeFile.Ours.Services.SelectMany(service => service.Binds), other => bind.Source.StartsWith(other.Source + "/", StringComparison.Ordinal));
    }

    [Fact]
    public void The_port_over_TLS_is_published_on_loopback_instead_of_the_plain_one()
    {
        Assert.Equal("${ARENA_HTTPS_BIND:-127.0.0.1}:${ARENA_HTTPS_PORT:-8443}:" + Ingest.Environment["ARENA_HTTPS_PORT"], Assert.Single(Ingest.Ports));
        Assert.Contains("ports: !override", ComposeFile.Https.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_it_the_service_asks_for_no_certificate() =>
        Assert.DoesNotContain("HTTPS_", string.Concat(ComposeFile.Ours.Variables.Select(variable => variable.Name)), StringComparison.Ordinal);
}
