using System.Globalization;

namespace Arena.Benchmarks.Live;

/// <summary>How long readings took, in ms. Thread-safe.</summary>
internal sealed class Latencies
{
    private readonly Lock _gate = new();
    private readonly List<double> _took = [];

    public int Count
    {
        get
        {
            lock (_gate) return _took.Count;
        }
    }

    public void Add(double milliseconds)
    {
        lock (_gate) _took.Add(milliseconds);
    }

    /// <summary>The latency that a share of them did not exceed, in ns.</summary>
    /// <exception cref="InvalidOperationException">There are none.</exception>
    public double Nanoseconds(double share)
    {
        lock (_gate)
        {
            if (_took.Count == 0) throw new InvalidOperationException("no live reading came");
            _took.Sort();
            return _took[Math.Max(0, (int)Math.Ceiling(share * _took.Count) - 1)] * 1e6;
        }
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"of {Count:#,0}, most {Nanoseconds(1) / 1e6:#,0} ms");
}
