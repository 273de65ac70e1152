using System.Diagnostics.CodeAnalysis;
using Arena.Wire;

namespace Arena.Edge.Outbox;

/// <summary>Compares series by point and quantity name alone: the registry has one entry per name, and its texts need not be hashed each time.</summary>
internal sealed class SeriesNames : IEqualityComparer<SeriesName>
{
    public static readonly SeriesNames Comparer = new();

    public bool Equals(SeriesName? x, SeriesName? y) =>
        ReferenceEquals(x, y) || (x is not null && y is not null && x.Point == y.Point && x.Quantity.Name == y.Quantity.Name);

    public int GetHashCode([DisallowNull] SeriesName obj) =>
        HashCode.Combine(obj.Point.GetHashCode(StringComparison.Ordinal), obj.Quantity.Name.GetHashCode(StringComparison.Ordinal));
}
