using Arena.Wire.Senml;

namespace Arena.Wire.Batches.Plain;

/// <summary>
/// Reads packs laid out just as <see cref="SenmlWriter"/> lays them out, of series that are known: byte for byte, without white space, escapes, gaps or fields
/// in another order. It gives the same as the full reader, or gives up and leaves the pack to it; it refuses nothing itself.
/// </summary>
/// <remarks>
/// <code>
/// [{"bn":"incomer/","bt":1795348800,"epoch":"…32…","seq":7,"n":"active_power","u":"W","v":1200},{"n":"…","u":"…","v":…,"t":0.25,"quality":2},{"bn":…
///   └ base name ───┘ └ base time ───┘ └ identity ──────────┘ └ series, with its unit ──────┘                        └ optional ──────┘
/// </code>
/// </remarks>
internal sealed class PlainPackReader(PackLimits limits)
{
    private const int EpochDigits = 32;

    // The earliest time that is not relative to now, and the last whole second of 9999.
    private const long EarliestUs = (long)SenmlRecord.RelativeTimeLimitSeconds * 1_000_000;
    private const long LatestUs = 253_402_300_799 * 1_000_000;

    private readonly PlainSeriesTable _series = new();

    /// <summary>A series this reader is to know.</summary>
    public void Know(SeriesName series) => _series.Add(series);

    /// <summary>Reads the pack into <paramref name="samples"/>; false for one that is not plain, and then what is in the list means nothing.</summary>
    public bool TryRead(ReadOnlySpan<byte> payload, List<Sample> samples, out Epoch? epoch, out long? sequence)
    {
        (epoch, sequence) = (null, null);
        if (payload.Length > limits.MaxBytes || !payload.StartsWith("[{\"bn\":\""u8))
            return false;

        var at = 2;
        long baseTime = 0;
        ReadOnlySpan<byte> baseName = [];
        ulong baseHash = 0;
        PlainSeries? last = null;
        for (var record = 0; record < limits.MaxRecords; record++)
        {
            var follower = last?.Follower;
            if (Skips(payload, ref at, "\"bn\":\""u8))
            {
                if (!TryText(payload, ref at, out baseName))
                    return false;
                baseHash = 0;
            }

            if (record == 0 && !TryHead(payload, ref at, ref baseTime, ref epoch, ref sequence))
                return false;
            if (!Skips(payload, ref at, "\"n\":\""u8))
                return false;

            // With the same bytes as last time there is nothing to look up.
            if (follower is null || !follower.BaseName.SequenceEqual(baseName) || !payload[at..].StartsWith(follower.Fields))
            {
                var end = payload[at..].IndexOf((byte)'"');
                if (end < 0)
                    return false;
                baseHash = baseHash == 0 ? _series.HashOf(baseName) : baseHash;
                if (_series.Find(baseHash, baseName, payload.Slice(at, end)) is not { } found || !payload[at..].StartsWith(found.Fields))
                    return false;
                follower = found;
                if (last is not null)
                    last.Follower = found;
            }

            last = follower;
            at += last.Fields.Length;
            if (!TryValue(payload, ref at, last.Series, baseTime, samples))
                return false;

            // Behind a record comes the next one, or the end of the pack and of the payload.
            if (Skips(payload, ref at, "},{"u8))
                continue;
            return payload[at..].SequenceEqual("}]"u8);
        }

        return false;
    }

    private static bool TryHead(ReadOnlySpan<byte> payload, scoped ref int at, ref long baseTime, ref Epoch? epoch, ref long? sequence)
    {
        if (Skips(payload, ref at, "\"bt\":"u8) && !(PlainNumber.TryMicroseconds(payload, ref at, out baseTime) && Skips(payload, ref at, ","u8)))
            return false;
        if (!Skips(payload, ref at, "\"epoch\":\""u8))
            return true;
        if (payload.Length - at < EpochDigits || !Epoch.TryParse(payload.Slice(at, EpochDigits), out var found))
            return false;
        at += EpochDigits;
        if (!Skips(payload, ref at, "\",\"seq\":"u8) || !PlainNumber.TryWhole(payload, ref at, mostDigits: 16, out var number) || !Skips(payload, ref at, ","u8))
            return false;
        (epoch, sequence) = (found, number);
        return number is >= 1 and <= BatchId.MaxSequence;
    }

    private static bool TryValue(ReadOnlySpan<byte> payload, scoped ref int at, SeriesName series, long baseTime, List<Sample> samples)
    {
        if (!PlainNumber.TryDouble(payload, ref at, out var value))
            return false;
        long time = 0;
        if (Skips(payload, ref at, ",\"t\":"u8) && !PlainNumber.TryMicroseconds(payload, ref at, out time))
            return false;
        long quality = 0;
        if (Skips(payload, ref at, ",\"quality\":"u8) && !(PlainNumber.TryWhole(payload, ref at, mostDigits: 10, out quality) && quality <= int.MaxValue))
            return false;
        time += baseTime;
        if (time is < EarliestUs or > LatestUs)
            return false;
        samples.Add(new Sample(series, new UnixTime(time), value, (Quality)quality));
        return true;
    }

    // A base name with an escape in it is none that is known, so the first quotation mark is its end.
    private static bool TryText(ReadOnlySpan<byte> payload, scoped ref int at, out ReadOnlySpan<byte> text)
    {
        var end = payload[at..].IndexOf((byte)'"');
        text = end < 0 ? default : payload.Slice(at, end);
        at += end + 1;
        return end >= 0 && Skips(payload, ref at, ","u8);
    }

    private static bool Skips(ReadOnlySpan<byte> payload, scoped ref int at, ReadOnlySpan<byte> literal)
    {
        if (!payload[at..].StartsWith(literal))
            return false;
        at += literal.Length;
        return true;
    }
}
