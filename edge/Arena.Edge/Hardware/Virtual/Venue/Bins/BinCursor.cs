using Arena.Edge.Hardware.Virtual.Lines;

namespace Arena.Edge.Hardware.Virtual.Venue.Bins;

/// <summary>Hears of a lid's openings, in order.</summary>
internal interface ILidListener
{
    /// <summary>The lid went up at a moment, for a while; both µs.</summary>
    void Opened(long atUs, long forUs);
}

/// <summary>
/// Walks through a bin's life: throw by throw forwards, and when asked for an earlier moment, anew from the emptying before it. What it says of a
/// moment does not depend on what was asked before.
/// </summary>
internal sealed class BinCursor(BinModel bin)
{
    private const long EmptyingUs = 45_000_000;

    private Crossings? _throws;
    private long _atUs;
    private long _nextEmptyingUs;
    private long _thrown;
    private double _litres;

    /// <summary>kg in the bin.</summary>
    public double Kg { get; private set; }

    /// <summary>Share of the bin that is filled; a little above 1 at most.</summary>
    public double Level => _litres / bin.CapacityL;

    public void MoveTo(long us, ILidListener? lid = null)
    {
        if (_throws is null || us < _atUs)
        {
            StartAfter(bin.Emptyings.LastAt(us));
            lid = null;
        }

        while (true)
        {
            var untilUs = Math.Min(us, _nextEmptyingUs - 1);
            while (_throws!.TryNext(untilUs, out var atUs)) ThrowIn(atUs, lid);
            if (us < _nextEmptyingUs) break;
            lid?.Opened(_nextEmptyingUs, EmptyingUs);
            StartAfter(_nextEmptyingUs);
        }

        _atUs = us;
    }

    private void StartAfter(long emptiedUs)
    {
        _throws = new Crossings(bin, 1, bin.Scatter, 0, emptiedUs);
        _nextEmptyingUs = bin.Emptyings.NextAfter(emptiedUs);
        _thrown = 0;
        _litres = 0;
        Kg = 0;
    }

    private void ThrowIn(long atUs, ILidListener? lid)
    {
        lid?.Opened(atUs, bin.OpenUs(_thrown));
        var (litres, kg) = bin.Throw(_thrown++);

        // A full bin takes no more: it is left beside it.
        if (Level >= 1) return;
        _litres += litres;
        Kg += kg;
    }
}
