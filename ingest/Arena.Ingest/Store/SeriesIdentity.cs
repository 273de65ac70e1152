using Arena.Wire;

namespace Arena.Ingest.Store;

/// <summary>Compares series by point and quantity name: a record would hash all of the registry entry for each sample.</summary>
internal sealed class SeriesIdentity : IEqualityComparer<SeriesName>
{
    public static readonly SeriesIdentity Comparer = new();

    public bool Equals(SeriesName? one, SeriesName? other) =>
        ReferenceEquals(one, other)
        || (one is not null && other is not null && one.Point == other.Point && one.Quantity.Name == other.Quantity.Name);

    public int GetHashCode(SeriesName name) => HashCode.Combine(name.Point, name.Quantity.Name);
}
