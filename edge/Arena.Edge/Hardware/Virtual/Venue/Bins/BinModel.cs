using Arena.Site;

namespace Arena.Edge.Hardware.Virtual.Venue.Bins;

/// <summary>
/// One bin: how fast things are thrown into it, how large they are, and when it is emptied. Pure; <see cref="BinCursor"/> walks through it.
/// </summary>
internal sealed class BinModel : Flow
{
    private const double LitresPerCm = 3.6;
    private const double UsualHeightCm = 67;

    private readonly Moments _moments;
    private readonly Noise _noise;
    private readonly Fraction _fraction;
    private readonly BinPlace _place;
    private readonly double _liked;

    public BinModel(SitePoint point, FillPlan? fill, Moments moments, int seed)
    {
        _moments = moments;
        _noise = Noise.Of(seed, point.Name);
        Scatter = Noise.Of(seed, $"{point.Name}/throws");
        _fraction = Fraction.Of(point.Fraction);
        _place = BinPlace.Of(point.Name);
        _liked = 0.6 + (0.7 * _noise.At(0));
        HeightCm = fill is null ? UsualHeightCm : fill.EmptyCm - fill.FullCm;
        CapacityL = LitresPerCm * HeightCm;
        LitresPerThrow = _fraction.LitresPerThrow * _place.Batch;
        Emptyings = new EmptyingPlan(moments, _noise);
    }

    public double CapacityL { get; }

    /// <summary>From the empty bin's bottom to full.</summary>
    public double HeightCm { get; }

    /// <summary>Mean of a throw.</summary>
    public double LitresPerThrow { get; }

    public Noise Scatter { get; }

    public EmptyingPlan Emptyings { get; }

    /// <summary>Throws per second.</summary>
    public override double PerSecond(long slot) =>
        _liked * _place.FillPerSecond(_moments.At(slot), _fraction.FullHouse) * CapacityL / LitresPerThrow;

    /// <summary>Litres and kg of a throw, by its number since an emptying.</summary>
    public (double Litres, double Kg) Throw(long number)
    {
        var litres = LitresPerThrow * (0.4 + (1.2 * _noise.At((number * 2) + 1)));
        return (litres, litres * _fraction.KgPerLitre * (0.7 + (0.6 * _noise.At((number * 2) + 2))));
    }

    /// <summary>How long the lid stays open for it, µs.</summary>
    public long OpenUs(long number) => 1_400_000 + (long)(4_000_000 * Scatter.At(-number - 1));
}
