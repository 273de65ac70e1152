using Arena.Wire.Batches.Plain;
using Arena.Wire.Gaps;
using Arena.Wire.Senml;

namespace Arena.Wire.Batches;

/// <summary>A record of a pack that can't become a sample.</summary>
/// <param name="Name">Its SenML name as far as it could be read.</param>
/// <param name="Reason">What is wrong.</param>
/// <param name="Detail">What was found, for people.</param>
public readonly record struct RejectedRecord(string Name, Reason Reason, string Detail)
{
    /// <summary>Longest <see cref="Text"/>, in bytes.</summary>
    public const int MaxText = RecordTexts.MaxBytes;

    /// <summary>
    /// The record as a pack of its own, so that it can be judged again: the base fields that held for it and its own, as they were written. Of a gap, the
    /// gaps as they were written. Cut at <see cref="MaxText"/>, which no record that may become a sample reaches.
    /// </summary>
    public ReadOnlyMemory<byte> Text { get; init; }
}

/// <summary>What reading a payload as a batch gave. Reused from read to read.</summary>
public sealed class BatchReading
{
    internal List<Sample> Accepted { get; private set; } = [];

    internal List<RejectedRecord> Refused { get; } = [];

    internal List<Gap> Declared { get; private set; } = [];

    /// <summary>Samples and gaps of what is read next go into these lists, which the caller may do with as it likes until the reading after that.</summary>
    public void Into(List<Sample> samples, List<Gap> gaps) => (Accepted, Declared) = (samples, gaps);

    /// <summary>Why the whole payload is refused, or <see cref="Reason.None"/>.</summary>
    public Reason Fault { get; internal set; }

    /// <summary>Where and what, for people.</summary>
    public string Detail { get; internal set; } = "";

    /// <summary>The epoch, or null for a pack of a foreign publisher.</summary>
    public Epoch? Epoch { get; internal set; }

    /// <summary>The sequence number; null exactly when <see cref="Epoch"/> is.</summary>
    public long? Sequence { get; internal set; }

    /// <summary>Samples that keep the contract, in the pack's order.</summary>
    public IReadOnlyList<Sample> Samples => Accepted;

    /// <summary>The same side by side, for going through them without an enumerator.</summary>
    public ReadOnlySpan<Sample> SampleSpan => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(Accepted);

    /// <summary>What the node declares about data that are missing or uncertain.</summary>
    public IReadOnlyList<Gap> Gaps => Declared;

    /// <summary>Records and gaps that don't, in the pack's order.</summary>
    public IReadOnlyList<RejectedRecord> Rejected => Refused;
}

/// <summary>
/// Reads payloads of the <c>data</c> topic by the contract's own rules: SenML, registry, epoch and seq. What only the venue knows (is the point
/// the node's? is the time within retention?) is for ingest to judge. Never throws on any bytes. Not thread-safe.
/// </summary>
/// <remarks>
/// A pack as edge nodes write it is read straight from its bytes (<see cref="PlainPackReader"/>). Any other goes the long way, through JSON and SenML, which
/// alone refuses.
/// </remarks>
public sealed class BatchReader
{
    private readonly SenmlReader _senml;
    private readonly SenmlPack _pack = new();
    private readonly List<int> _refused = [];
    private readonly Dictionary<string, SeriesName> _series = new(StringComparer.Ordinal);
    private readonly PlainPackReader _plain;
    private readonly int _maxNames;
    private readonly bool _learns;

    /// <param name="limits">What a pack may cost, or null for the usual.</param>
    /// <param name="known">Series that samples are to be given with, these very names; null to make each when it first comes.</param>
    public BatchReader(PackLimits? limits = null, IEnumerable<SeriesName>? known = null)
    {
        limits ??= new PackLimits();
        _senml = new SenmlReader(limits);
        _plain = new PlainPackReader(limits);
        _maxNames = limits.MaxNames;
        _learns = known is null;
        foreach (var series in known ?? [])
        {
            _series.Add(series.ToString(), series);
            _plain.Know(series);
        }
    }

    /// <summary>Reads <paramref name="payload"/> into <paramref name="reading"/>, whose earlier content goes.</summary>
    public void Read(ReadOnlySpan<byte> payload, BatchReading reading)
    {
        reading.Accepted.Clear();
        reading.Refused.Clear();
        reading.Declared.Clear();
        _refused.Clear();
        if (_plain.TryRead(payload, reading.Accepted, out var epoch, out var sequence))
        {
            (reading.Epoch, reading.Sequence, reading.Fault, reading.Detail) = (epoch, sequence, Reason.None, "");
            return;
        }

        reading.Accepted.Clear();
        (reading.Epoch, reading.Sequence) = (null, null);
        _senml.Read(payload, _pack);
        (reading.Fault, reading.Detail) = (_pack.Fault, _pack.Detail);
        if (reading.Fault != Reason.None || !ReadIdentity(reading))
            return;

        foreach (var record in _pack.Records)
            ReadSample(record, reading);
        if (_refused.Count > 0)
            KeepTexts(payload, reading);
        if (!_pack.Gaps.IsEmpty)
            ReadGaps(reading);
    }

    private void KeepTexts(ReadOnlySpan<byte> payload, BatchReading reading)
    {
        var texts = RecordTexts.Of(payload, _pack.Covered ?? payload, _refused);
        for (var i = 0; i < texts.Count; i++)
            reading.Refused[i] = reading.Refused[i] with { Text = texts[i] };
    }

    private void ReadGaps(BatchReading reading)
    {
        if (reading.Epoch is null)
            Refuse("gaps are declared in a batch that has epoch and seq");
        else
            GapJson.Read(_pack.Gaps, reading.Declared, Refuse);

        void Refuse(string detail) => reading.Refused.Add(
            new RejectedRecord("gaps", Reason.GapInvalid, detail) { Text = _pack.Gaps[..Math.Min(_pack.Gaps.Length, RejectedRecord.MaxText)] });
    }

    private bool ReadIdentity(BatchReading reading)
    {
        if (_pack.Epoch is null && _pack.Sequence is null)
            return true;

        if (_pack.Epoch is null || !Epoch.TryParse(_pack.Epoch, out var epoch))
        {
            (reading.Fault, reading.Detail) = (Reason.EpochMalformed, "epoch is 32 lower-case hexadecimal digits, and comes with seq");
            return false;
        }

        if (_pack.Sequence is not (>= 1 and <= BatchId.MaxSequence))
        {
            (reading.Fault, reading.Detail) = (Reason.SequenceInvalid, $"seq is a whole number from 1 to {BatchId.MaxSequence}, and comes with epoch");
            return false;
        }

        (reading.Epoch, reading.Sequence) = (epoch, _pack.Sequence);
        return true;
    }

    private void ReadSample(in SenmlRecord record, BatchReading reading)
    {
        if (Judge(record, out var series, out var time, out var detail) is var reason and not Reason.None)
        {
            _refused.Add(record.Place);
            reading.Refused.Add(new RejectedRecord(record.Name, reason, detail));
        }
        else
        {
            reading.Accepted.Add(new Sample(series!, time, record.Number, (Quality)record.Quality));
        }
    }

    private Reason Judge(in SenmlRecord record, out SeriesName? series, out UnixTime time, out string detail)
    {
        (series, time, detail) = (null, default, "");
        if (record.Fault != Reason.None)
        {
            detail = WhatFails(record.Fault);
            return record.Fault;
        }

        if (!TrySeries(record.Name, out series, out var reason))
        {
            detail = reason == Reason.UnknownQuantity ? "not a quantity of the registry" : "a name is point/quantity";
            return reason;
        }

        if (record.Kind is not (SenmlValueKind.Number or SenmlValueKind.Boolean))
        {
            detail = record.Kind == SenmlValueKind.None ? "a sum alone is not stored; send v" : "only numbers (v) and booleans (vb) are stored";
            return record.Kind == SenmlValueKind.None ? Reason.NoValue : Reason.ValueNotNumber;
        }

        if (UnitFault(record.Unit, series!.Quantity) is var unitFault and not Reason.None)
        {
            detail = $"unit \"{record.Unit}\", {series.Quantity.Name} is in \"{series.Quantity.Unit}\"";
            return unitFault;
        }

        if (record.TimeSeconds < SenmlRecord.RelativeTimeLimitSeconds)
        {
            detail = $"time {record.TimeSeconds} s is relative to now; send seconds since 1970 in bt or t";
            return Reason.TimeRelative;
        }

        if (record.Quality > int.MaxValue)
            return Reason.QualityInvalid;

        return UnixTime.TryFromSeconds(record.TimeSeconds, out time) ? Reason.None : Reason.TimeOverflow;
    }

    private static string WhatFails(Reason fault) => fault switch
    {
        Reason.NameMissing => "neither bn nor n names what was measured",
        Reason.NameForbiddenCharacter => "a name has only the letters a-z and A-Z, digits and - : . / _, and begins with a letter or digit",
        Reason.SeveralValues => "more than one of v, vs, vb and vd; send one",
        Reason.NoValue => "no v, vs, vb or vd; send v",
        Reason.ValueNotFinite => "v (or bv + v) is no finite number; send nothing where there is no reading",
        Reason.ValueNotNumber => "v is no JSON number; send it without quotes",
        Reason.FieldWrongType => "a field of the record has the wrong type, or is longer than 4,096 bytes",
        Reason.TimeOverflow => "bt + t is no time between the years 1 and 9999",
        Reason.QualityInvalid => "quality is a whole number from 0",
        _ => "",
    };

    private static Reason UnitFault(string? unit, Quantity quantity)
    {
        if (unit == quantity.Unit)
            return Reason.None;
        return unit is not null && !SenmlUnits.IsKnown(unit) ? Reason.UnitUnknown : Reason.UnitNotTheQuantitys;
    }

    private bool TrySeries(string name, out SeriesName? series, out Reason reason)
    {
        reason = Reason.None;
        if (_series.TryGetValue(name, out series))
            return true;
        if (!SeriesName.TryParse(name, out series, out reason))
            return false;
        if (_series.Count < _maxNames)
        {
            _series.Add(name, series);
            if (_learns)
                _plain.Know(series);
        }

        return true;
    }
}
