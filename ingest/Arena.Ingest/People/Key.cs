using Arena.Wire;

namespace Arena.Ingest.People;

/// <summary>What a key opens.</summary>
internal enum KeyKind
{
    /// <summary>A link: a session, once.</summary>
    Link = 1,

    /// <summary>A session that a link began.</summary>
    Session = 2,

    /// <summary>A session that a PIN began on a shared phone.</summary>
    PinSession = 3,

    /// <summary>A shared phone: the choice of people who may type their PIN there.</summary>
    Phone = 4,
}

/// <summary>Something that opens: a link, a session, a shared phone. What it says itself is known to its holder alone.</summary>
/// <param name="Id">Twelve hexadecimal digits of the hash, by which it is spoken of.</param>
/// <param name="Hash">SHA-256 of the token.</param>
/// <param name="Kind">What it opens.</param>
/// <param name="Person">Id of whose it is; of a shared phone, the name of who made it one.</param>
/// <param name="Phone">Of a PIN's session: id of the phone.</param>
/// <param name="Label">Of a shared phone: its name.</param>
/// <param name="Made">When.</param>
/// <param name="Until">It opens nothing from then on.</param>
internal sealed record Key(string Id, byte[] Hash, KeyKind Kind, string Person, string? Phone, string? Label, UnixTime Made, UnixTime Until)
{
    private long _used = Made.Microseconds;

    /// <summary>When it was last used to do something; since the start of ingest.</summary>
    public UnixTime Used
    {
        get => new(Interlocked.Read(ref _used));
        set => Interlocked.Exchange(ref _used, value.Microseconds);
    }

    public static string IdOf(byte[] hash) => Convert.ToHexStringLower(hash.AsSpan(0, 6));
}
