using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Arena.Ingest.Api.Shapes;

/// <summary>Who asks, and what they may do.</summary>
internal sealed record SessionShape(
    [property: Description("Id of who is signed in, or null.")] string? Person,
    string? Name,
    [property: Description("viewer, operator, technician, researcher or admin; viewer for who isn't signed in.")] string Role,
    [property: Description("view, act, plan, tend, study, manage.")] IReadOnlyList<string> Rights,
    [property: Description("When the session ends; one by PIN earlier, when nothing is done for 20 minutes.")] DateTime? Until,
    [property: Description("At the machine that ingest runs on: all rights without signing in.")] bool Here,
    [property: Description("Signed in by PIN: the rights of who works on foot.")] bool ByPin,
    [property: Description("Whether who is signed in has a PIN.")] bool HasPin,
    [property: Description("Name of this phone, when it is a shared one.")] string? Phone,
    [property: Description("On a shared phone: who may type a PIN here. Else empty.")] IReadOnlyList<PinPersonShape> People);

/// <summary>Someone who may type a PIN on a shared phone.</summary>
internal sealed record PinPersonShape(string Person, string Name);

/// <summary>What someone signs in with: a link, or person and PIN.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record SignInShape(
    [property: Description("What stands behind link= in the link.")] string? Link,
    [property: Description("On a shared phone: whose PIN it is.")] string? Person,
    [property: Description("Six digits.")] string? Pin)
{
    // A record would write its secrets wherever somebody writes it.
    public override string ToString() => nameof(SignInShape);
}

/// <summary>A PIN to be.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record PinShape([property: Description("Six digits, no run and no repetition.")] string? Pin)
{
    public override string ToString() => nameof(PinShape);
}

/// <summary>Everybody, and the shared phones.</summary>
internal sealed record PeopleShape(IReadOnlyList<PersonShape> People, IReadOnlyList<PhoneShape> Phones);

/// <summary>Someone who may sign in.</summary>
internal sealed record PersonShape(
    string Person,
    string Name,
    string Role,
    bool Blocked,
    [property: Description("Sessions that go on.")] int Sessions,
    [property: Description("Until when their unused link opens; null without one.")] DateTime? LinkUntil,
    bool HasPin);

/// <summary>A shared phone.</summary>
internal sealed record PhoneShape(string Phone, string Name, [property: Description("Who made it one.")] string By, DateTime Since);

/// <summary>Somebody to be invited.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record NewPersonShape(
    [property: Description("As others of the staff know them, 1 to 64 characters; nobody else has it.")] string? Name,
    [property: Description("viewer, operator, technician, researcher or admin.")] string? Role,
    [property: Description("Who asks; needed only at the machine itself without signing in.")] string? Who);

/// <summary>What is changed of a person; what is left out stays. Whoever gets another role, or is blocked, is signed out everywhere.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record PersonChangeShape(string? Role, bool? Blocked, [property: Description("Who asks; needed only at the machine itself without signing in.")] string? Who);

/// <summary>Who asks; needed only at the machine itself without signing in.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record WhoShape(string? Who);

/// <summary>A phone to be shared.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record NewPhoneShape(
    [property: Description("What stands on it, 1 to 64 characters.")] string? Name,
    [property: Description("Who asks; needed only at the machine itself without signing in.")] string? Who);

/// <summary>A link that was made just now. It is told this once.</summary>
internal sealed record InvitedShape(
    PersonShape Person,
    [property: Description("The whole address, with the secret behind #: no request line and no log has it.")] string Address,
    [property: Description("The same as a QR code: an SVG drawing.")] string Qr,
    DateTime Until)
{
    public override string ToString() => nameof(InvitedShape);
}
