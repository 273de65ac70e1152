namespace Arena.Site.Reading;

/// <summary>"Did you mean": the known word that a mistyped one is nearest to.</summary>
internal static class Spelling
{
    private const int Longest = 64;

    /// <summary>The nearest of <paramref name="known"/>, if few enough letters differ to be a slip of the hand; else null.</summary>
    public static string? Nearest(string word, IEnumerable<string> known)
    {
        if (word.Length > Longest)
            return null;
        var best = known.Select(candidate => (Word: candidate, Distance: Distance(word.ToLowerInvariant().Replace('-', '_'), candidate.Replace('-', '_'))))
            .OrderBy(found => found.Distance).FirstOrDefault();
        return best.Word is not null && best.Distance <= Math.Max(1, best.Word.Length / 3) ? best.Word : null;
    }

    /// <summary>"Did you mean 'x'?" or, when nothing is near, the words there are.</summary>
    public static string Advice(string word, IReadOnlyCollection<string> known, string whenNothingIsNear) =>
        Nearest(word, known) is { } near ? $"Did you mean '{near}'?" : whenNothingIsNear;

    /// <summary>Letters to insert, remove, replace or swap with their neighbour (optimal string alignment).</summary>
    private static int Distance(string a, string b)
    {
        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
            d[i, 0] = i;
        for (var j = 0; j <= b.Length; j++)
            d[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var replace = d[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                d[i, j] = Math.Min(replace, Math.Min(d[i - 1, j], d[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
            }
        }

        return d[a.Length, b.Length];
    }
}
