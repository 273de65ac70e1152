using System.Text.Json;
using System.Text.Unicode;

namespace Arena.Wire.Senml;

/// <summary>
/// Reads SenML packs in JSON (RFC 8428) and resolves their records. Any bytes give a typed result; none make it throw. Not thread-safe: it
/// keeps buffers and the strings of names it has seen.
/// </summary>
public sealed class SenmlReader(PackLimits? limits = null)
{
    private const int SupportedVersion = 10;

    private readonly PackLimits _limits = limits ?? new PackLimits();
    private readonly NamePool _names = new((limits ?? new PackLimits()).MaxNames);
    private readonly NamePool _units = new(256);
    private readonly RecordFields _fields = new();
    private readonly NonFiniteTokens _nonFinite = new();
    private readonly byte[] _baseName = new byte[PackLimits.MaxTextBytes];

    private int _baseNameLength;
    private decimal _baseTime;
    private string? _baseUnit;
    private double _baseValue;
    private double _baseSum;

    /// <summary>Reads <paramref name="payload"/> into <paramref name="pack"/>, whose earlier content goes.</summary>
    public void Read(ReadOnlySpan<byte> payload, SenmlPack pack)
    {
        Begin(pack);
        if (FaultBeforeParsing(payload) is var (fault, detail) && fault != Reason.None)
        {
            pack.Fail(fault, detail);
            return;
        }

        try
        {
            ReadRecords(payload, pack);
        }
        catch (JsonException error)
        {
            var deep = error.Message.Contains("depth", StringComparison.OrdinalIgnoreCase);
            if (!deep && TryReadAroundNonFinite(payload, pack))
                return;
            pack.Fail(deep ? Reason.NestedTooDeep : Reason.NotJson, $"line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1}: not the JSON expected");
        }
        catch (InvalidOperationException)
        {
            // Utf8JsonReader's word for an escaped surrogate without its half.
            pack.Fail(Reason.NotUtf8, "a string has half a surrogate pair");
        }
    }

    private void Begin(SenmlPack pack)
    {
        pack.Clear();
        _baseNameLength = 0;
        (_baseTime, _baseUnit, _baseValue, _baseSum) = (0, null, 0, 0);
    }

    // One reading that is none must not take the others with it. Only that is forgiven: what is no JSON in any other way, or has such a token
    // elsewhere than in a number's place, or has no sound record beside it, stays refused as a whole.
    private bool TryReadAroundNonFinite(ReadOnlySpan<byte> payload, SenmlPack pack)
    {
        if (!_nonFinite.TryCover(payload, out var covered))
            return false;
        Begin(pack);
        _fields.Covered = _nonFinite;
        try
        {
            ReadRecords(covered, pack);
            pack.Covered = covered;
            return pack.Fault == Reason.None && _nonFinite.Met == _nonFinite.Count && pack.Records.Any(record => record.Fault == Reason.None);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return false;
        }
        finally
        {
            _fields.Covered = null;
        }
    }

    private (Reason Fault, string Detail) FaultBeforeParsing(ReadOnlySpan<byte> payload)
    {
        if (payload.IsEmpty)
            return (Reason.PayloadEmpty, "the payload has no bytes; a pack without records is []");
        if (payload.Length > _limits.MaxBytes)
            return (Reason.PayloadTooLarge, $"{payload.Length} bytes, at most {_limits.MaxBytes}; send several packs");
        if (payload.StartsWith("\uFEFF"u8))
            return (Reason.ByteOrderMark, "begins with a byte-order mark; JSON is sent without one (RFC 8259 section 8.1)");
        if (!Utf8.IsValid(payload))
            return (Reason.NotUtf8, "the bytes are not UTF-8");
        return (Reason.None, "");
    }

    private void ReadRecords(ReadOnlySpan<byte> payload, SenmlPack pack)
    {
        var json = new Utf8JsonReader(payload, new JsonReaderOptions { MaxDepth = PackLimits.MaxDepth });
        json.Read();
        if (json.TokenType != JsonTokenType.StartArray)
        {
            pack.Fail(Reason.RootNotArray, "a SenML pack is an array of records");
            return;
        }

        var index = 0;
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (json.TokenType != JsonTokenType.StartObject)
            {
                pack.Fail(Reason.RecordNotObject, $"record {index + 1} is no object");
                return;
            }

            if (index == _limits.MaxRecords)
            {
                pack.Fail(Reason.TooManyRecords, $"more than {_limits.MaxRecords} records; send several packs");
                return;
            }

            if (!_fields.Read(ref json, payload, out var fault, out var what))
            {
                pack.Fail(fault, $"record {index + 1}: {what}");
                return;
            }

            if (!_fields.Gaps.Equals(default(Range)))
                pack.Gaps = payload[_fields.Gaps].ToArray();
            if (!Resolve(pack, index, out fault, out what))
            {
                pack.Fail(fault, $"record {index + 1}: {what}");
                return;
            }

            index++;
        }

        // Reading past the end finds what stands behind the array.
        json.Read();
    }

    // RFC 8428 section 4.6: apply the base fields that hold from this record on, then make the record stand alone.
    private bool Resolve(SenmlPack pack, int index, out Reason fault, out string what)
    {
        (fault, what) = (Reason.None, "");
        var fields = _fields;
        if (fields.BaseFault is { } baseField)
        {
            (fault, what) = (Reason.BaseFieldInvalid, $"\"{baseField}\" has the wrong type or range, and later records build on it");
            return false;
        }

        if (fields.BaseVersion is > SupportedVersion)
        {
            (fault, what) = (Reason.VersionTooNew, $"bver {fields.BaseVersion}, known up to {SupportedVersion}");
            return false;
        }

        if (fields.BaseName.Present)
        {
            _baseNameLength = fields.BaseName.Bytes.Length;
            fields.BaseName.Bytes.CopyTo(_baseName);
        }

        _baseTime = fields.BaseTime ?? _baseTime;
        _baseUnit = fields.BaseUnit.Present ? _units.Get(fields.BaseUnit.Bytes, []) : _baseUnit;
        _baseValue = fields.BaseValue ?? _baseValue;
        _baseSum = fields.BaseSum ?? _baseSum;

        if (fields.EpochSeen || fields.SequenceSeen)
        {
            if (index != 0)
            {
                (fault, what) = (Reason.EpochMalformed, "epoch and seq belong in the first record");
                return false;
            }

            pack.Epoch = fields.EpochSeen ? fields.Epoch ?? "" : null;
            pack.Sequence = fields.SequenceSeen ? fields.Sequence ?? 0 : null;
        }

        // A record that only sets base fields measures nothing.
        if (fields.CarriesNothing)
            return true;

        pack.Add(new SenmlRecord
        {
            Place = index,
            Name = _names.Get(_baseName.AsSpan(0, _baseNameLength), fields.Name.Bytes),
            Unit = fields.Unit.Present ? _units.Get(fields.Unit.Bytes, []) : _baseUnit,
            Kind = fields.Kind,
            Number = fields.Kind == SenmlValueKind.Number ? WithBase(fields.Number) : fields.Number,
            Text = fields.Text,
            Sum = fields.Sum is { } sum ? _baseSum + sum : null,
            TimeSeconds = ResolvedTime(fields.Time ?? 0, out var overflow),
            UpdateSeconds = fields.UpdateTime,
            Quality = fields.Quality,
            Fault = RecordFault(overflow),
        });
        return true;
    }

    // Without a base value nothing is added: 0 + -0 would lose the sign, and a sample is stored bit for bit.
    private double WithBase(double number) => _baseValue == 0 ? number : _baseValue + number;

    private decimal ResolvedTime(decimal time, out bool overflow)
    {
        // Both are below 10^18 (RecordFields sees to it), so the sum fits a decimal with digits to spare.
        var sum = _baseTime + time;
        overflow = !UnixTime.TryFromSeconds(sum, out _);
        return sum;
    }

    private Reason RecordFault(bool timeOverflow)
    {
        var fields = _fields;
        if (fields.Fault != Reason.None)
            return fields.Fault;
        if (_baseNameLength + fields.Name.Bytes.Length == 0)
            return Reason.NameMissing;
        if (!SenmlName.IsValid(_baseName.AsSpan(0, _baseNameLength), fields.Name.Bytes))
            return Reason.NameForbiddenCharacter;
        if (fields.ValueCount > 1)
            return Reason.SeveralValues;
        if (fields.ValueCount == 0 && fields.Sum is null)
            return Reason.NoValue;
        if (fields.Kind == SenmlValueKind.Number && !double.IsFinite(WithBase(fields.Number)))
            return Reason.ValueNotFinite;
        return timeOverflow ? Reason.TimeOverflow : Reason.None;
    }
}
