namespace Arena.Wire;

/// <summary>The name of a series: a point and a quantity of the registry, <c>kitchen-main/active_power</c> in SenML.</summary>
/// <param name="Point">Slug of the point.</param>
/// <param name="Quantity">Registry entry.</param>
public sealed record SeriesName(string Point, Quantity Quantity)
{
    /// <summary>Place in the table of whoever made it, so that it is found there again without a look-up; −1 without one. No part of its identity.</summary>
    public int Number { get; init; } = -1;

    public bool Equals(SeriesName? other) =>
        ReferenceEquals(this, other) || (other is not null && Point == other.Point && Quantity == other.Quantity);

    public override int GetHashCode() => HashCode.Combine(Point, Quantity.Name);

    /// <summary>Reads <c>point/quantity</c>; on false, <paramref name="reason"/> says what is wrong.</summary>
    public static bool TryParse(string name, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out SeriesName? series, out Reason reason)
    {
        series = null;
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || !Slug.IsValid(name.AsSpan(0, slash)))
        {
            reason = Reason.NameNotPointAndQuantity;
            return false;
        }

        if (!Quantities.TryGet(name[(slash + 1)..], out var quantity))
        {
            reason = Reason.UnknownQuantity;
            return false;
        }

        series = new SeriesName(name[..slash], quantity);
        reason = default;
        return true;
    }

    public override string ToString() => $"{Point}/{Quantity.Name}";
}
