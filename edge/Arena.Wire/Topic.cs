using System.Diagnostics.CodeAnalysis;

namespace Arena.Wire;

/// <summary>The station of a topic.</summary>
public enum TopicKind
{
    /// <summary>SenML packs, QoS 1.</summary>
    Data,

    /// <summary>What a node is and measures, retained.</summary>
    Meta,

    /// <summary>Online or offline, retained, also the node's last will.</summary>
    State,

    /// <summary>Acknowledgement, retained, written by ingest only.</summary>
    Ack,

    /// <summary>Commands to a node.</summary>
    Cmd,
}

/// <summary>A topic of the contract, taken apart: <c>arena/v1/{site}/{node}/{kind}</c>, or a guest's <c>arena/v1/{site}/guest/{trial}/{kind}</c>.</summary>
/// <param name="Site">Slug of the site.</param>
/// <param name="Node">Slug of the node; for a guest, of the trial.</param>
/// <param name="Kind">Station.</param>
/// <param name="Guest">It lies in a guest's space.</param>
public readonly record struct Topic(string Site, string Node, TopicKind Kind, bool Guest = false)
{
    /// <summary>The word that makes the level after the site a guest's space; no node may have it as name.</summary>
    public const string GuestLevel = "guest";

    private const string Root = "arena/v1/";

    /// <summary>Reads a topic name; false for anything that is not of the contract.</summary>
    public static bool TryParse(string topic, [NotNullWhen(true)] out Topic? parsed)
    {
        parsed = null;
        var levels = topic.Split('/');
        var guest = levels.Length == 6 && levels[3] == GuestLevel;
        if (!(levels.Length == 5 || guest) || levels[0] != "arena" || levels[1] != "v1")
            return false;

        var (site, node) = (levels[2], levels[^2]);
        if (!Slug.IsValid(site) || !Slug.IsValid(node) || (!guest && node == GuestLevel) || !TryKind(levels[^1], out var kind))
            return false;

        parsed = new Topic(site, node, kind, guest);
        return true;
    }

    /// <summary>Filter for one station of every node of a site; guests not included.</summary>
    public static string AllNodes(string site, TopicKind kind) => $"{Root}{site}/+/{Word(kind)}";

    /// <summary>Filter for one station of every guest of a site.</summary>
    public static string AllGuests(string site, TopicKind kind) => $"{Root}{site}/{GuestLevel}/+/{Word(kind)}";

    public override string ToString() => Guest ? $"{Root}{Site}/{GuestLevel}/{Node}/{Word(Kind)}" : $"{Root}{Site}/{Node}/{Word(Kind)}";

    private static string Word(TopicKind kind) => kind switch
    {
        TopicKind.Data => "data",
        TopicKind.Meta => "meta",
        TopicKind.State => "state",
        TopicKind.Ack => "ack",
        TopicKind.Cmd => "cmd",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "not a station of the contract"),
    };

    private static bool TryKind(string word, out TopicKind kind)
    {
        TopicKind? found = word switch
        {
            "data" => TopicKind.Data,
            "meta" => TopicKind.Meta,
            "state" => TopicKind.State,
            "ack" => TopicKind.Ack,
            "cmd" => TopicKind.Cmd,
            _ => null,
        };
        kind = found ?? default;
        return found is not null;
    }
}
