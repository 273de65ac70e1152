namespace Arena.Edge.Hardware.Virtual.Venue;

/// <summary>
/// Chance as a pure function of (seed, name, number): the same for all who ask, in any order, without state. The mixer is SplitMix64's
/// (Steele, Lea, Flood, "Fast splittable pseudorandom number generators", 2014).
/// </summary>
internal readonly struct Noise
{
    private readonly ulong _key;

    private Noise(ulong key) => _key = key;

    public static Noise Of(int seed, string name)
    {
        var hash = Mix(unchecked((ulong)seed + 0x9E3779B97F4A7C15UL));
        foreach (var letter in name) hash = Mix(hash ^ letter);
        return new Noise(hash);
    }

    /// <summary>0 (included) to 1 (not), evenly spread.</summary>
    public double At(long number) => (Mix(_key ^ Mix(unchecked((ulong)number))) >> 11) * (1.0 / (1UL << 53));

    /// <summary>−1 to 1, even.</summary>
    public double SignedAt(long number) => (2 * At(number)) - 1;

    /// <summary>Normal, mean 0, deviation 1, cut at about 3: the sum of twelve less six, in four draws' resolution.</summary>
    public double NormalAt(long number)
    {
        var bits = Mix(_key ^ Mix(unchecked((ulong)number)));
        var more = Mix(bits);
        double sum = 0;
        for (var i = 0; i < 4; i++) sum += ((bits >> (16 * i)) & 0xFFFF) + ((more >> (16 * i)) & 0xFFFF);
        return ((sum / 65535) - 4) * 1.2247;
    }

    /// <summary>−1 to 1, flowing: drawn anew every period and eased between.</summary>
    public double Smooth(long us, long periodUs)
    {
        var number = Math.DivRem(us, periodUs, out var rest);
        var x = (double)rest / periodUs;
        var from = SignedAt(number);
        return from + ((SignedAt(number + 1) - from) * x * x * (3 - (2 * x)));
    }

    private static ulong Mix(ulong x)
    {
        unchecked
        {
            x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9UL;
            x = (x ^ (x >> 27)) * 0x94D049BB133111EBUL;
            return x ^ (x >> 31);
        }
    }
}
