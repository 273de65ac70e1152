namespace Arena.EndToEnd.Tests.Alerts;

/// <summary>Labels of a series; equal when their pairs are.</summary>
internal sealed class Tags(IReadOnlyDictionary<string, string> pairs) : IEquatable<Tags>
{
    private readonly string _key = string.Join(',', pairs.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}"));

    public static Tags None { get; } = new(new Dictionary<string, string>());

    public int Count => pairs.Count;

    /// <summary>Those of both sides of an operator, or null where they don't belong together: equal, or one side has none, or one contains the other.</summary>
    public Tags? With(Tags other)
    {
        if (Equals(other) || other.Count == 0) return this;
        if (Count == 0) return other;
        if (Count == other.Count) return null;
        return Contains(other) ? this : other.Contains(this) ? other : null;
    }

    public bool Contains(Tags other) => other.All.All(pair => pairs.TryGetValue(pair.Key, out var value) && value == pair.Value);

    private IReadOnlyDictionary<string, string> All => pairs;

    public bool Equals(Tags? other) => other is not null && _key == other._key;

    public override bool Equals(object? obj) => Equals(obj as Tags);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(_key);

    public override string ToString() => _key;
}
