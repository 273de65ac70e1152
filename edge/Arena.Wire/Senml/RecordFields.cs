using System.Text.Json;

namespace Arena.Wire.Senml;

/// <summary>
/// The fields of one record as they stand there, before base fields are applied. Labels: RFC 8428 table 1, and Arena's <c>epoch</c>,
/// <c>seq</c>, <c>gaps</c> and <c>quality</c>.
/// </summary>
internal sealed class RecordFields
{
    // A second is counted exactly in a decimal up to here, and any sum of two such is far from its end.
    private const decimal LargestSeconds = 1e18m;

    private readonly (int Start, int Length)[] _unknown = new (int, int)[PackLimits.MaxFields];
    private int _unknownCount;
    private uint _seen;

    /// <summary>What was covered in the payload at hand; null while it is JSON as it came.</summary>
    public NonFiniteTokens? Covered { get; set; }

    public TextField BaseName { get; } = new();

    public TextField BaseUnit { get; } = new();

    public TextField Name { get; } = new();

    public TextField Unit { get; } = new();

    public decimal? BaseTime { get; private set; }

    public double? BaseValue { get; private set; }

    public double? BaseSum { get; private set; }

    public long? BaseVersion { get; private set; }

    public decimal? Time { get; private set; }

    public decimal? UpdateTime { get; private set; }

    public double? Sum { get; private set; }

    public SenmlValueKind Kind { get; private set; }

    public double Number { get; private set; }

    public string? Text { get; private set; }

    public int ValueCount { get; private set; }

    public bool EpochSeen { get; private set; }

    public string? Epoch { get; private set; }

    public bool SequenceSeen { get; private set; }

    public long? Sequence { get; private set; }

    public long Quality { get; private set; }

    /// <summary>Where the value of <c>gaps</c> stands in the payload; empty without one.</summary>
    public Range Gaps { get; private set; }

    /// <summary>A base field that could not be read, or null.</summary>
    public string? BaseFault { get; private set; }

    /// <summary>The first fault of the record's own fields.</summary>
    public Reason Fault { get; private set; }

    public bool CarriesNothing => ValueCount == 0 && Sum is null && !Name.Present && Fault == Reason.None
        && (_seen & (BaseLabels | (uint)Label.Epoch | (uint)Label.Seq | (uint)Label.Gaps)) != 0;

    private const uint BaseLabels =
        (uint)(Label.BaseName | Label.BaseTime | Label.BaseUnit | Label.BaseValue | Label.BaseSum | Label.BaseVersion);

    [Flags]
    private enum Label : uint
    {
        None = 0,
        BaseName = 1,
        BaseTime = 1 << 1,
        BaseUnit = 1 << 2,
        BaseValue = 1 << 3,
        BaseSum = 1 << 4,
        BaseVersion = 1 << 5,
        Name = 1 << 6,
        Unit = 1 << 7,
        Value = 1 << 8,
        TextValue = 1 << 9,
        BooleanValue = 1 << 10,
        DataValue = 1 << 11,
        Sum = 1 << 12,
        Time = 1 << 13,
        UpdateTime = 1 << 14,
        Epoch = 1 << 15,
        Seq = 1 << 16,
        Quality = 1 << 17,
        Gaps = 1 << 18,
    }

    /// <summary>Reads the object the reader stands at the beginning of. False for what makes the whole pack unreadable.</summary>
    public bool Read(ref Utf8JsonReader json, ReadOnlySpan<byte> payload, out Reason fault, out string what)
    {
        Clear();
        while (json.Read() && json.TokenType != JsonTokenType.EndObject)
        {
            var label = LabelOf(ref json);
            if (label == Label.None)
            {
                if (!Remember(ref json, payload, out fault, out what))
                    return false;
                json.Skip();
                continue;
            }

            if ((_seen & (uint)label) != 0)
            {
                (fault, what) = (Reason.DuplicateField, $"\"{json.GetString()}\" stands there twice");
                return false;
            }

            _seen |= (uint)label;
            json.Read();
            var start = (int)json.TokenStartIndex;
            ReadValue(label, ref json);
            json.Skip();
            if (label == Label.Gaps)
                Gaps = start..(int)json.BytesConsumed;
        }

        (fault, what) = (Reason.None, "");
        return true;
    }

    private void Clear()
    {
        (_unknownCount, _seen) = (0, 0);
        BaseName.Clear();
        BaseUnit.Clear();
        Name.Clear();
        Unit.Clear();
        (BaseTime, BaseValue, BaseSum, BaseVersion) = (null, null, null, null);
        (Time, UpdateTime, Sum) = (null, null, null);
        (Kind, Number, Text, ValueCount) = (SenmlValueKind.None, 0, null, 0);
        (EpochSeen, Epoch, SequenceSeen, Sequence, Quality, Gaps) = (false, null, false, null, 0, default);
        (BaseFault, Fault) = (null, Reason.None);
    }

    private static Label LabelOf(ref Utf8JsonReader json)
    {
        // The labels in the order of how often they come.
        if (json.ValueTextEquals("n"u8)) return Label.Name;
        if (json.ValueTextEquals("v"u8)) return Label.Value;
        if (json.ValueTextEquals("u"u8)) return Label.Unit;
        if (json.ValueTextEquals("t"u8)) return Label.Time;
        if (json.ValueTextEquals("bn"u8)) return Label.BaseName;
        if (json.ValueTextEquals("bt"u8)) return Label.BaseTime;
        if (json.ValueTextEquals("quality"u8)) return Label.Quality;
        if (json.ValueTextEquals("epoch"u8)) return Label.Epoch;
        if (json.ValueTextEquals("seq"u8)) return Label.Seq;
        if (json.ValueTextEquals("gaps"u8)) return Label.Gaps;
        if (json.ValueTextEquals("bu"u8)) return Label.BaseUnit;
        if (json.ValueTextEquals("bv"u8)) return Label.BaseValue;
        if (json.ValueTextEquals("bs"u8)) return Label.BaseSum;
        if (json.ValueTextEquals("bver"u8)) return Label.BaseVersion;
        if (json.ValueTextEquals("vs"u8)) return Label.TextValue;
        if (json.ValueTextEquals("vb"u8)) return Label.BooleanValue;
        if (json.ValueTextEquals("vd"u8)) return Label.DataValue;
        if (json.ValueTextEquals("s"u8)) return Label.Sum;
        if (json.ValueTextEquals("ut"u8)) return Label.UpdateTime;
        return Label.None;
    }

    // Section 4.4: a field nobody here knows is ignored, unless its name ends in "_", which says that the record can't be understood without it.
    private bool Remember(ref Utf8JsonReader json, ReadOnlySpan<byte> payload, out Reason fault, out string what)
    {
        var start = (int)json.TokenStartIndex + 1;
        var name = payload.Slice(start, json.ValueSpan.Length);
        if (json.ValueIsEscaped ? json.GetString()!.EndsWith('_') : name.EndsWith("_"u8))
        {
            (fault, what) = (Reason.FieldNotUnderstood, $"\"{json.GetString()}\" must be understood, and is not known here");
            return false;
        }

        for (var i = 0; i < _unknownCount; i++)
        {
            if (payload.Slice(_unknown[i].Start, _unknown[i].Length).SequenceEqual(name))
            {
                (fault, what) = (Reason.DuplicateField, $"\"{json.GetString()}\" stands there twice");
                return false;
            }
        }

        if (_unknownCount == _unknown.Length)
        {
            (fault, what) = (Reason.DuplicateField, $"more than {PackLimits.MaxFields} fields that nobody here knows");
            return false;
        }

        _unknown[_unknownCount++] = (start, name.Length);
        (fault, what) = (Reason.None, "");
        return true;
    }

    private void ReadValue(Label label, ref Utf8JsonReader json)
    {
        switch (label)
        {
            case Label.BaseName: RequireBase(BaseName.Read(ref json), "bn"); break;
            case Label.BaseUnit: RequireBase(BaseUnit.Read(ref json), "bu"); break;
            case Label.BaseTime: RequireBase((BaseTime = SecondsOf(ref json)) is not null, "bt"); break;
            case Label.BaseValue: RequireBase((BaseValue = FiniteOf(ref json)) is not null, "bv"); break;
            case Label.BaseSum: RequireBase((BaseSum = FiniteOf(ref json)) is not null, "bs"); break;
            case Label.BaseVersion: RequireBase((BaseVersion = WholeOf(ref json)) is > 0, "bver"); break;
            case Label.Name: Require(Name.Read(ref json), Reason.FieldWrongType); break;
            case Label.Unit: Require(Unit.Read(ref json), Reason.FieldWrongType); break;
            case Label.Time: ReadTime(ref json); break;
            case Label.UpdateTime: Require((UpdateTime = SecondsOf(ref json)) is not null, Reason.FieldWrongType); break;
            case Label.Sum: Require((Sum = FiniteOf(ref json)) is not null, Reason.ValueNotFinite); break;
            case Label.Value: ReadNumber(ref json); break;
            case Label.TextValue: ReadText(ref json, SenmlValueKind.Text); break;
            case Label.DataValue: ReadText(ref json, SenmlValueKind.Data); break;
            case Label.BooleanValue: ReadBoolean(ref json); break;
            case Label.Epoch:
                EpochSeen = true;
                Epoch = json.TokenType == JsonTokenType.String && json.ValueSpan.Length <= 64 ? json.GetString() : null;
                break;
            case Label.Seq:
                SequenceSeen = true;
                Sequence = WholeOf(ref json);
                break;
            case Label.Quality:
                Quality = WholeOf(ref json) ?? -1;
                Require(Quality >= 0, Reason.QualityInvalid);
                break;
            case Label.Gaps:
                // Read as a whole from where it stands.
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(label), label, "not a field of a record");
        }
    }

    private void RequireBase(bool read, string name) => BaseFault ??= read ? null : name;

    private void Require(bool read, Reason reason)
    {
        if (!read && Fault == Reason.None)
            Fault = reason;
    }

    private void ReadTime(ref Utf8JsonReader json)
    {
        Time = SecondsOf(ref json);
        Require(Time is not null, json.TokenType == JsonTokenType.Number ? Reason.TimeOverflow : Reason.FieldWrongType);
    }

    private void ReadNumber(ref Utf8JsonReader json)
    {
        ValueCount++;
        Kind = SenmlValueKind.Number;
        if (json.TokenType != JsonTokenType.Number)
        {
            Require(false, Reason.ValueNotNumber);
            return;
        }

        var number = FiniteOf(ref json);
        Number = number ?? 0;
        Require(number is not null, Reason.ValueNotFinite);
    }

    private void ReadText(ref Utf8JsonReader json, SenmlValueKind kind)
    {
        ValueCount++;
        Kind = kind;
        var readable = json.TokenType == JsonTokenType.String && json.ValueSpan.Length <= PackLimits.MaxTextBytes;
        Text = readable ? json.GetString() : null;
        Require(readable, Reason.FieldWrongType);
    }

    private void ReadBoolean(ref Utf8JsonReader json)
    {
        ValueCount++;
        Kind = SenmlValueKind.Boolean;
        Number = json.TokenType == JsonTokenType.True ? 1 : 0;
        Require(json.TokenType is JsonTokenType.True or JsonTokenType.False, Reason.FieldWrongType);
    }

    private decimal? SecondsOf(ref Utf8JsonReader json) =>
        IsNumber(ref json) && json.TryGetDecimal(out var seconds) && Math.Abs(seconds) < LargestSeconds ? seconds : null;

    private double? FiniteOf(ref Utf8JsonReader json) =>
        IsNumber(ref json) && json.TryGetDouble(out var number) && double.IsFinite(number) ? number : null;

    private long? WholeOf(ref Utf8JsonReader json) =>
        IsNumber(ref json) && json.TryGetInt64(out var whole) ? whole : null;

    private bool IsNumber(ref Utf8JsonReader json) =>
        json.TokenType == JsonTokenType.Number && Covered?.Meets(json.TokenStartIndex) is not true;
}
