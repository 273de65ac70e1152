using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Arena.Ingest.Api.Shapes;
using Arena.Ingest.People;
using Arena.Wire;

namespace Arena.Ingest.Api.People;

/// <summary>Judges what someone wants to change of people and phones, and has it kept with who did it.</summary>
internal sealed class PeopleDesk(PeopleBook people, KeyRing keys, Pins pins, TimeProvider time)
{
    private const int LongestName = 64;

    private UnixTime Now => UnixTime.From(time.GetUtcNow());

    public PeopleShape All()
    {
        var open = keys.All();
        return new PeopleShape(
            [.. people.All.Select(person => Shape(person, open))],
            [.. open.Where(key => key.Kind == KeyKind.Phone).Select(key => new PhoneShape(key.Id, key.Label!, key.Person, key.Made.ToUtc()))]);
    }

    public PersonShape Shape(string id) => Shape(Known(id), keys.All());

    /// <summary>Makes a person; returns their id.</summary>
    public string Invite(string who, string? name, string? role)
    {
        var (called, as_) = (Name("name", name), ReadRole(role));
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(5));
        people.Say(who, Now, () =>
        {
            if (people.Named(called) is { } other)
            {
                throw new ApiFault(
                    StatusCodes.Status409Conflict, "name", $"There is a {other.Name} already: two of one name could not be told apart in what is kept.",
                    "Make a new link for that person, or write the name so that they differ.");
            }

            if (people.All.Count >= PeopleBook.Most)
                throw new ApiFault(StatusCodes.Status409Conflict, null, $"There are {PeopleBook.Most} people already.", "Give somebody who left to somebody new: unblock, and make a link.");
            return (id, new PersonSaid { Name = called, Role = as_.Name() });
        });
        return id;
    }

    /// <summary>Makes a one-time link; the one before, unused, is worthless from then on.</summary>
    public string Link(string who, string id)
    {
        people.Say(who, Now, () => Known(id).Blocked
            ? throw new ApiFault(StatusCodes.Status409Conflict, "person", $"{Known(id).Name} is blocked.", "Let them in again first: blocked: false.")
            : (id, new PersonSaid { Event = PersonEvents.Invited }));
        return keys.Cut(KeyKind.Link, id, Lifetimes.Link);
    }

    /// <summary>Changes role or blocks; who is concerned is signed out everywhere, and an unused link is worthless.</summary>
    public void Change(string who, string id, string? role, bool? blocked)
    {
        Role? next = role is null ? null : ReadRole(role);
        people.Say(who, Now, () =>
        {
            var person = Known(id);
            var then = person with { Role = next ?? person.Role, Blocked = blocked ?? person.Blocked };
            if (then == person)
                throw new ApiFault(StatusCodes.Status400BadRequest, null, "Nothing is changed.", "Send another role, or blocked as it isn't now.");
            if (IsAdmin(person) && !IsAdmin(then) && people.All.Count(IsAdmin) == 1)
            {
                throw new ApiFault(
                    StatusCodes.Status409Conflict, "person", $"{person.Name} is the only administrator.",
                    "Make somebody else an administrator first.");
            }

            return (id, new PersonSaid { Role = next?.Name(), Blocked = blocked });
        });
        Withdraw(id);
        if (blocked == true)
            pins.Clear(id);
    }

    public void SignOutEverywhere(string who, string id)
    {
        people.Say(who, Now, () => (Known(id).Id, new PersonSaid { Event = PersonEvents.SignedOutEverywhere }));
        Withdraw(id);
    }

    public void ClearPin(string who, string id)
    {
        people.Say(who, Now, () => (Known(id).Id, new PersonSaid { Event = PersonEvents.PinCleared }));
        pins.Clear(id);
        keys.Withdraw(key => key.Kind == KeyKind.PinSession && key.Person == id);
    }

    /// <summary>Sets the PIN of who is signed in.</summary>
    public void SetPin(Person person, string? pin)
    {
        if (!PinHash.IsPossible(pin) || PinHash.IsEasy(pin!))
            throw ApiFault.BadParameter("pin", "The PIN is not six digits, or one that people try first.", "Send six digits, neither a run such as 234567 nor a repetition such as 121212.");
        people.Say(person.Name, Now, () => (person.Id, new PersonSaid { Event = PersonEvents.PinSet }));
        pins.Set(person.Id, pin!);
        keys.Withdraw(key => key.Kind == KeyKind.PinSession && key.Person == person.Id);
    }

    /// <summary>Makes a phone a shared one; returns its token.</summary>
    public string Share(string who, string? name)
    {
        var label = Name("name", name);
        if (keys.All().Count(key => key.Kind == KeyKind.Phone) >= KeyRing.MostPhones)
            throw new ApiFault(StatusCodes.Status409Conflict, null, $"There are {KeyRing.MostPhones} shared phones already.", "Take away those that are gone.");
        var token = keys.Cut(KeyKind.Phone, who, Lifetimes.Phone, label: label);
        people.Say(who, Now, () => (keys.Find(token)!.Id, new PersonSaid { Event = PersonEvents.PhoneShared, Phone = label }));
        return token;
    }

    /// <summary>A phone is shared no more; who is signed in there by PIN is signed out.</summary>
    public void Unshare(string who, string id)
    {
        var phone = keys.All().FirstOrDefault(key => key.Kind == KeyKind.Phone && key.Id == id)
            ?? throw new ApiFault(StatusCodes.Status404NotFound, "phone", $"There is no shared phone \"{QueryText.Shown(id)}\".", "/api/v1/people lists them.");
        people.Say(who, Now, () => (id, new PersonSaid { Event = PersonEvents.PhoneRemoved, Phone = phone.Label }));
        keys.Withdraw(key => key.Id == id || key.Phone == id);
    }

    /// <summary>A name that can be shown anywhere: no control characters, none that turn the direction of text.</summary>
    private static string Name(string parameter, string? text) =>
        text?.Trim().Normalize(NormalizationForm.FormC) is { Length: > 0 and <= LongestName } name
        && !name.EnumerateRunes().Any(rune => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
            ? name
            : throw ApiFault.BadParameter(parameter, $"{parameter} is missing or can't be so.", $"Send a name of 1 to {LongestName} characters.");

    private static Role ReadRole(string? text) => RoleNames.TryParse(text, out var role)
        ? role
        : throw ApiFault.BadParameter("role", $"There is no role \"{QueryText.Shown(text ?? "")}\".", $"Use one of {string.Join(", ", RoleNames.All)}.");

    private static bool IsAdmin(Person person) => person is { Role: Role.Admin, Blocked: false };

    private PersonShape Shape(Person person, IReadOnlyList<Key> open)
    {
        var mine = open.Where(key => key.Kind != KeyKind.Phone && key.Person == person.Id).ToList();
        return new PersonShape(
            person.Id, person.Name, person.Role.Name(), person.Blocked, mine.Count(key => key.Kind != KeyKind.Link), mine.Find(key => key.Kind == KeyKind.Link)?.Until.ToUtc(), pins.Has(person.Id));
    }

    private Person Known(string id) => people.Find(id)
        ?? throw new ApiFault(StatusCodes.Status404NotFound, "person", $"There is no person \"{QueryText.Shown(id)}\".", "/api/v1/people lists them.");

    private void Withdraw(string id) => keys.Withdraw(key => key.Kind != KeyKind.Phone && key.Person == id);
}
