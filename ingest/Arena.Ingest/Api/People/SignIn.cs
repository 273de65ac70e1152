using Arena.Ingest.Api.Guard;
using Arena.Ingest.Api.Shapes;
using Arena.Ingest.Ledger;
using Arena.Ingest.People;
using Arena.Wire;

namespace Arena.Ingest.Api.People;

/// <summary>Begins sessions: by a link, once; by a PIN on a shared phone. A session always gets a new token, whatever the browser sent.</summary>
internal sealed class SignIn(PeopleBook people, KeyRing keys, Pins pins, PinPauses pauses, SignInTries tries, ILedger ledger, TimeProvider time)
{
    private UnixTime Now => UnixTime.From(time.GetUtcNow());

    public void Begin(HttpContext context, SignInShape shape)
    {
        if (ledger.IsShared)
            throw new ApiFault(StatusCodes.Status409Conflict, null, "Several ingest services share this venue: nobody signs in to one of them.", "The board is viewing only here.");
        if (!Cookies.IsEncrypted(context) && !Visitor.Of(context).Here)
        {
            throw new ApiFault(
                StatusCodes.Status403Forbidden, null, "This connection is not encrypted: others on the network could take over what signs you in.",
                "Open the board at its https:// address. Who runs it: arena-ingest run --https-port …, or a proxy in front that sends X-Forwarded-Proto: https.");
        }

        tries.Demand(context);
        var (person, key, token) = shape switch
        {
            { Link: { } link, Person: null, Pin: null } => ByLink(context, link),
            { Link: null, Person: { } who, Pin: { } pin } => ByPin(context, who, pin),
            _ => throw ApiFault.BadParameter("link", "Nothing to sign in with.", "Send link; or, on a shared phone, person and pin."),
        };
        End(context);
        Cookies.Give(context, Cookies.Session, token, key.Until);
        context.Features.Set(new Visitor(Visitor.Of(context).Here, person, key));
    }

    /// <summary>Ends the session of who asks, if there is one.</summary>
    public void End(HttpContext context)
    {
        if (Visitor.Of(context).Session is { } session)
            keys.Withdraw(key => key.Id == session.Id);
        Cookies.Take(context, Cookies.Session);
        context.Features.Set(new Visitor(Visitor.Of(context).Here, null, null));
    }

    /// <summary>The shared phone that asks, or null.</summary>
    public Key? PhoneOf(HttpContext context) => keys.Find(context.Request.Cookies[Cookies.Phone]) is { Kind: KeyKind.Phone } phone ? phone : null;

    /// <summary>How long a token that was just made opens.</summary>
    public UnixTime UntilOf(string token) => keys.Find(token)!.Until;

    private (Person Person, Key Session, string Token) ByLink(HttpContext context, string link)
    {
        if (keys.Exchange(link, id => Active(id) is { } person ? Lifetimes.Session(person.Role) : null) is not var (session, token) || Active(session.Person) is not { } who)
        {
            tries.Failed(context);
            throw new ApiFault(
                StatusCodes.Status403Forbidden, "link", "This link opens nothing: it was used already, is more than a day old, or was replaced by a newer one.",
                "Ask an administrator of the board for a new link.");
        }

        people.Say(who.Name, Now, () => (who.Id, new PersonSaid { Event = PersonEvents.SignedIn }));
        return (who, session, token);
    }

    private (Person Person, Key Session, string Token) ByPin(HttpContext context, string id, string pin)
    {
        if (PhoneOf(context) is not { } phone)
        {
            tries.Failed(context);
            throw new ApiFault(
                StatusCodes.Status403Forbidden, null, "A PIN opens something on shared phones alone, and this is none.",
                "Sign in by a link; then this phone can be made a shared one.");
        }

        if (Active(id) is not { } who || !pins.Has(id))
            throw WrongPin();
        if (pauses.Begin(phone.Id, id) is { } wait)
        {
            context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString("0", System.Globalization.CultureInfo.InvariantCulture);
            throw new ApiFault(
                StatusCodes.Status429TooManyRequests, "pin", $"Too many wrong PINs for {who.Name} on this phone.",
                $"Wait {Math.Ceiling(wait.TotalMinutes):0} min, take another phone, or sign in by a link.");
        }

        if (!PinHash.IsPossible(pin) || !pins.Fits(id, pin))
        {
            tries.Failed(context);
            if (pauses.Rests(phone.Id, id))
                people.Say(who.Name, Now, () => (id, new PersonSaid { Event = PersonEvents.PinPaused, Phone = phone.Label }));
            throw WrongPin();
        }

        pauses.Right(phone.Id, id);
        var token = keys.Cut(KeyKind.PinSession, id, Lifetimes.PinSession, phone.Id);
        people.Say(who.Name, Now, () => (id, new PersonSaid { Event = PersonEvents.SignedInByPin, Phone = phone.Label }));
        return (who, keys.Find(token)!, token);
    }

    private Person? Active(string id) => people.Find(id) is { Blocked: false } person ? person : null;

    private static ApiFault WrongPin() => new(StatusCodes.Status403Forbidden, "pin", "That is not the PIN.", "Try again; after five wrong ones there is a pause. A link always works.");
}
