using System.Security.Cryptography;
using Arena.Wire;

namespace Arena.Ingest.People;

/// <summary>All keys that open something now. One at a time changes it, and what is changed is durable when the call returns.</summary>
internal sealed class KeyRing(KeyFile file, TimeProvider time)
{
    /// <summary>Sessions of one person at a time; the oldest ends when there is one more.</summary>
    private const int MostSessions = 10;

    /// <summary>Shared phones of a venue.</summary>
    public const int MostPhones = 200;

    private readonly Lock _gate = new();
    private Dictionary<string, Key>? _keys;

    private UnixTime Now => UnixTime.From(time.GetUtcNow());

    private Dictionary<string, Key> Keys => _keys ??= file.Keys().ToDictionary(key => key.Id, Anew, StringComparer.Ordinal);

    /// <summary>Those that open something now.</summary>
    public IReadOnlyList<Key> All()
    {
        lock (_gate)
            return [.. Keys.Values.Where(Opens)];
    }

    /// <summary>Makes a key and returns its token, which is told this once.</summary>
    /// <remarks>A person has one link at a time: a new one makes the one before worthless.</remarks>
    public string Cut(KeyKind kind, string person, TimeSpan life, string? phone = null, string? label = null)
    {
        var token = Token.New();
        lock (_gate)
            Put(Made(token, kind, person, life, phone, label), []);
        return token;
    }

    /// <summary>Begins a session for a link, which is used up by it; both or nothing. Null when the token is no link that opens something.</summary>
    /// <param name="token">The link's.</param>
    /// <param name="life">Given the person, how long the session lasts; null when they are not let in.</param>
    public (Key Session, string Token)? Exchange(string token, Func<string, TimeSpan?> life)
    {
        lock (_gate)
        {
            if (Lookup(token) is not { Kind: KeyKind.Link } link || life(link.Person) is not { } span)
                return null;
            var mine = Token.New();
            var session = Made(mine, KeyKind.Session, link.Person, span, null, null);
            Put(session, [link]);
            return (session, mine);
        }
    }

    /// <summary>The key of a token, when it opens something now.</summary>
    public Key? Find(string? token)
    {
        lock (_gate)
            return Lookup(token);
    }

    /// <summary>Makes keys worthless; returns how many.</summary>
    public int Withdraw(Func<Key, bool> which)
    {
        lock (_gate)
        {
            var gone = Keys.Values.Where(which).ToList();
            if (gone.Count > 0)
                file.Change(gone, null);
            gone.ForEach(key => Keys.Remove(key.Id));
            return gone.Count;
        }
    }

    // The first letters of the hash find it, and tell somebody who measures time nothing that helps: they can't choose a token's hash.
    private Key? Lookup(string? token) =>
        Token.Hash(token) is { } hash && Keys.TryGetValue(Key.IdOf(hash), out var key) && CryptographicOperations.FixedTimeEquals(key.Hash, hash) && Opens(key) ? key : null;

    private bool Opens(Key key) => Now < key.Until && (key.Kind != KeyKind.PinSession || Now < key.Used + Lifetimes.Idle);

    private void Put(Key key, IEnumerable<Key> used)
    {
        var gone = Keys.Values.Where(each => !Opens(each)).Concat(used);
        if (key.Kind == KeyKind.Link)
            gone = gone.Concat(Keys.Values.Where(each => each.Kind == KeyKind.Link && each.Person == key.Person));
        if (key.Kind is KeyKind.Session or KeyKind.PinSession)
            gone = gone.Concat(Keys.Values.Where(each => each.Kind is KeyKind.Session or KeyKind.PinSession && each.Person == key.Person).OrderByDescending(each => each.Made).Skip(MostSessions - 1));
        var all = gone.Distinct().ToList();
        file.Change(all, key);
        all.ForEach(each => Keys.Remove(each.Id));
        Keys[key.Id] = key;
    }

    private Key Made(string token, KeyKind kind, string person, TimeSpan life, string? phone, string? label)
    {
        var hash = Token.Hash(token)!;
        return new Key(Key.IdOf(hash), hash, kind, person, phone, label, Now, Now + life);
    }

    // Ingest was away: that was not their idleness.
    private Key Anew(Key key)
    {
        key.Used = Now;
        return key;
    }
}
