using System.Net;
using System.Text;
using System.Text.Json;
using Arena.Edge.Tests.Mqtt;
using Arena.Ingest.Api.Admin;
using Arena.Ingest.People;
using Arena.Ingest.Tests.Api;
using Xunit;

namespace Arena.Ingest.Tests.People;

/// <summary>People: inviting, changing, blocking; and that who did what is kept.</summary>
public sealed class PeopleTests : IAsyncLifetime
{
    private RunningIngest _ingest = null!;

    public async ValueTask InitializeAsync() => _ingest = await RunningIngest.StartAsync();

    public ValueTask DisposeAsync() => _ingest.DisposeAsync();

    [Fact]
    public async Task An_administrator_invites_from_the_board_and_gets_the_link_as_address_and_as_QR_code()
    {
        var (admin, _) = await Phone.OfAsync(_ingest, "Alex", "admin");
        using (admin)
        {
            var invited = await admin.AskAsync(HttpMethod.Post, "/api/v1/people", """{"name":"Åsa Öberg","role":"operator"}""");
            Assert.Equal(("Åsa Öberg", "operator", false), (Text(invited.GetProperty("person"), "name"), Text(invited.GetProperty("person"), "role"), invited.GetProperty("person").GetProperty("blocked").GetBoolean()));
            Assert.Matches("^https://127\\.0\\.0\\.1:[0-9]+/#page=sign-in&link=[A-Za-z0-9_-]{43}$", Text(invited, "address")!);
            Assert.StartsWith("<svg xmlns=", Text(invited, "qr"), StringComparison.Ordinal);
            var people = (await admin.AskAsync(HttpMethod.Get, "/api/v1/people")).GetProperty("people");
            Assert.Equal(["Alex", "Åsa Öberg"], people.EnumerateArray().Select(person => Text(person, "name")));
            Assert.DoesNotContain("link=", people.GetRawText(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("""{"name":"","role":"operator"}""", 400, "name")]
    [InlineData("""{"name":"a\u202Eb","role":"operator"}""", 400, "name")]
    [InlineData("""{"name":"a\nb","role":"operator"}""", 400, "name")]
    [InlineData("""{"name":"Kim","role":"king"}""", 400, "role")]
    [InlineData("""{"name":"Kim"}""", 400, "role")]
    [InlineData("""{"name":"ALEX","role":"operator"}""", 409, "name")]
    public async Task Who_can_not_be_invited_is_told_why(string body, int status, string parameter)
    {
        var (admin, _) = await Phone.OfAsync(_ingest, "Alex", "admin");
        using (admin)
            Assert.Equal(parameter, Text(await admin.RefusedAsync((HttpStatusCode)status, HttpMethod.Post, "/api/v1/people", body), "parameter"));
    }

    [Fact]
    public async Task Who_is_blocked_is_out_at_once_and_neither_link_nor_PIN_lets_them_in()
    {
        var (admin, _) = await Phone.OfAsync(_ingest, "Alex", "admin");
        var (kim, id) = await Phone.OfAsync(_ingest, "Kim", "operator");
        await kim.AskAsync(HttpMethod.Put, "/api/v1/session/pin", """{"pin":"370916"}""");
        await kim.AskAsync(HttpMethod.Post, "/api/v1/phones", """{"name":"Bag"}""");
        var link = Text(await admin.AskAsync(HttpMethod.Post, $"/api/v1/people/{id}/link", "{}"), "address")!.Split("link=")[1];
        await kim.AskAsync(HttpMethod.Post, "/api/v1/session", $$"""{"person":"{{id}}","pin":"370916"}""");

        await admin.AskAsync(HttpMethod.Post, $"/api/v1/people/{id}", """{"blocked":true}""");

        await kim.RefusedAsync(HttpStatusCode.Unauthorized, HttpMethod.Post, "/api/v1/matches/degerfors/phase", """{"phase":"gates"}""");
        await kim.RefusedAsync(HttpStatusCode.Forbidden, HttpMethod.Post, "/api/v1/session", $$"""{"person":"{{id}}","pin":"370916"}""");
        await kim.RefusedAsync(HttpStatusCode.Forbidden, HttpMethod.Post, "/api/v1/session", Phone.JsonBody(link));
        await admin.RefusedAsync(HttpStatusCode.Conflict, HttpMethod.Post, $"/api/v1/people/{id}/link", "{}");
        kim.Dispose();
        admin.Dispose();
    }

    [Fact]
    public async Task Who_gets_another_role_signs_in_anew()
    {
        var (admin, _) = await Phone.OfAsync(_ingest, "Alex", "admin");
        var (kim, id) = await Phone.OfAsync(_ingest, "Kim", "operator");
        await admin.AskAsync(HttpMethod.Post, $"/api/v1/people/{id}", """{"role":"technician"}""");
        Assert.Equal("viewer", Text(await kim.SessionAsync(), "role"));
        kim.Dispose();
        admin.Dispose();
    }

    [Fact]
    public async Task The_only_administrator_can_not_be_blocked_or_made_something_else()
    {
        var (admin, id) = await Phone.OfAsync(_ingest, "Alex", "admin");
        await admin.RefusedAsync(HttpStatusCode.Conflict, HttpMethod.Post, $"/api/v1/people/{id}", """{"blocked":true}""");
        await admin.RefusedAsync(HttpStatusCode.Conflict, HttpMethod.Post, $"/api/v1/people/{id}", """{"role":"viewer"}""");
        var (second, _) = await Phone.OfAsync(_ingest, "Kim", "admin");
        await second.AskAsync(HttpMethod.Post, $"/api/v1/people/{id}", """{"role":"viewer"}""");
        admin.Dispose();
        second.Dispose();
    }

    [Fact]
    public async Task What_someone_says_is_kept_under_their_own_name_whatever_name_they_send()
    {
        var (kim, _) = await Phone.OfAsync(_ingest, "Kim", "operator");
        await kim.AskAsync(HttpMethod.Post, "/api/v1/matches/degerfors", """{"who":"Somebody else","attendance":7}""");
        Assert.Equal("Kim", Text((await kim.AskAsync(HttpMethod.Get, "/api/v1/matches/degerfors")).GetProperty("history")[0], "who"));
        kim.Dispose();
    }

    [Fact]
    public async Task Names_of_staff_are_for_who_is_signed_in_and_others_see_a_role()
    {
        var (kim, _) = await Phone.OfAsync(_ingest, "Kim", "operator");
        var (viewer, _) = await Phone.OfAsync(_ingest, "Viewing", "viewer");
        await kim.AskAsync(HttpMethod.Post, "/api/v1/matches/degerfors", """{"attendance":7}""");
        using (await _ingest.Http.PostAsync("/api/v1/matches/degerfors", new StringContent("""{"who":"Robin at the desk","attendance":8}""", Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken).WithinAsync())
        {
        }

        using var stranger = new Phone(_ingest);
        Assert.Equal(["operator", "staff"], await Who(stranger));
        Assert.Equal(["Kim", "Robin at the desk"], await Who(viewer));
        kim.Dispose();
        viewer.Dispose();

        static async Task<IEnumerable<string?>> Who(Phone phone) =>
            [.. (await phone.AskAsync(HttpMethod.Get, "/api/v1/matches/degerfors")).GetProperty("history").EnumerateArray().Select(said => Text(said, "who"))];
    }

    [Fact]
    public async Task The_live_stream_is_the_same_for_all_and_tells_the_role_of_who_tapped()
    {
        var (kim, _) = await Phone.OfAsync(_ingest, "Kim", "operator");
        using var watching = await EventReader.OpenAsync(_ingest.Http, "/api/v1/live?sections=bins");
        await watching.NextAsync("snapshot");
        var now = Wire.UnixTime.From(TimeProvider.System.GetUtcNow());
        await kim.AskAsync(HttpMethod.Post, "/api/v1/bins/bin-north-food/actions", $$"""{"action":"{{new string('a', 32)}}","at":"{{now}}","what":"emptied"}""");
        Assert.Equal("operator", By(await watching.NextAsync("bins")));

        using var later = await EventReader.OpenAsync(_ingest.Http, "/api/v1/live?sections=bins");
        Assert.Equal("operator", By(await later.NextAsync("snapshot")));
        kim.Dispose();

        static string? By(JsonElement told) => Text(told.GetProperty("bins").EnumerateArray().Single(bin => Text(bin, "point") == "bin-north-food").GetProperty("last"), "by");
    }

    [Fact]
    public async Task Payloads_in_quarantine_are_for_who_tends()
    {
        await _ingest.QuarantineAsync(new Ingest.Store.QuarantineEntry("x", Wire.Reason.NameForbiddenCharacter, "x", "secret"u8.ToArray()));
        var (technician, _) = await Phone.OfAsync(_ingest, "Tia", "technician");
        using var stranger = new Phone(_ingest);
        Assert.Equal("secret", Text((await technician.AskAsync(HttpMethod.Get, "/api/v1/quarantine")).GetProperty("quarantined")[0], "payload"));
        Assert.Null(Text((await stranger.AskAsync(HttpMethod.Get, "/api/v1/quarantine")).GetProperty("quarantined")[0], "payload"));
        technician.Dispose();
    }

    [Fact]
    public async Task The_record_tells_who_did_what_of_every_kind_in_its_order()
    {
        var (kim, id) = await Phone.OfAsync(_ingest, "Kim", "operator");
        await kim.AskAsync(HttpMethod.Post, "/api/v1/matches/degerfors", """{"attendance":7}""");
        var (researcher, _) = await Phone.OfAsync(_ingest, "=Rut", "researcher");
        var record = (await researcher.AskAsync(HttpMethod.Get, "/api/v1/record")).GetProperty("record").EnumerateArray().ToList();

        Assert.Equal(
            [
                ("the test", "people", """{"name":"Kim","role":"operator"}"""), ("the test", "people", """{"event":"invited"}"""), ("Kim", "people", """{"event":"signed-in"}"""),
                ("Kim", "matches", """{"attendance":7}"""),
            ],
            record.Take(4).Select(line => (Text(line, "who"), Text(line, "kind"), line.GetProperty("said").GetRawText())));
        Assert.Equal([id, id, id, "degerfors"], record.Take(4).Select(line => Text(line, "subject")));

        using var csv = await researcher.SendAsync(HttpMethod.Get, "/api/v1/record?format=csv&kind=people");
        var lines = (await csv.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Split("\r\n");
        Assert.Equal("at,who,kind,subject,said", lines[0]);
        Assert.EndsWith($",Kim,people,{id},\"{{\"\"event\"\":\"\"signed-in\"\"}}\"", lines[3], StringComparison.Ordinal);
        Assert.Contains(",'=Rut,people,", lines[^2], StringComparison.Ordinal);
        kim.Dispose();
        researcher.Dispose();
    }

    [Fact]
    public async Task The_first_administrator_is_invited_over_the_socket_and_blocked_there_too()
    {
        using var client = new AdminClient(_ingest.Data);
        var invited = JsonSerializer.Deserialize(
            await client.AskAsync(HttpMethod.Post, "/admin/v1/people?who=root&name=Alex&role=admin&board=https%3A%2F%2Farena.example", TestContext.Current.CancellationToken), AdminJson.Web.InvitedShape)!;
        Assert.StartsWith("https://arena.example/#page=sign-in&link=", invited.Address, StringComparison.Ordinal);
        using var phone = new Phone(_ingest);
        Assert.Equal("admin", Text(await phone.SignInAsync(invited.Address.Split("link=")[1]), "role"));
        await phone.AskAsync(HttpMethod.Post, "/api/v1/people", """{"name":"Kim","role":"operator"}""");
        await client.AskAsync(HttpMethod.Post, "/admin/v1/people/block?who=root&name=Kim", TestContext.Current.CancellationToken);
        var list = PeopleCommand.Text(JsonSerializer.Deserialize(await client.AskAsync(HttpMethod.Get, "/admin/v1/people", TestContext.Current.CancellationToken), AdminJson.Web.PeopleShape)!);
        Assert.Equal("Alex  admin       signed in (1)\nKim   operator    blocked\n", list);
    }

    [Theory]
    [InlineData("name=Kim", "Kim is new and has no role")]
    [InlineData("name=Kim&role=operator&board=arena.example", "is no address of a board")]
    [InlineData("name=Kim&role=operator&board=https%3A%2F%2Farena.example%2Fpath", "is no address of a board")]
    public async Task An_invitation_over_the_socket_that_can_not_be_made_is_explained(string query, string why)
    {
        using var client = new AdminClient(_ingest.Data);
        var fault = await Assert.ThrowsAsync<AdminFault>(() => client.AskAsync(HttpMethod.Post, $"/admin/v1/people?who=root&{query}", TestContext.Current.CancellationToken));
        Assert.Contains(why, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_a_proxy_on_this_machine_is_silent_nobody_has_rights_by_being_here()
    {
        await using var ingest = await RunningIngest.StartAsync(api: new Ingest.Api.ApiOptions { LoopbackMayAll = false });
        using var response = await ingest.Http.PostAsync("/api/v1/matches/degerfors", new StringContent("""{"who":"Kim","attendance":7}""", Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken).WithinAsync();
        await RunningIngest.ProblemAsync(response, HttpStatusCode.Unauthorized);
    }

    private static string? Text(JsonElement element, string property) => element.GetProperty(property).GetString();
}
