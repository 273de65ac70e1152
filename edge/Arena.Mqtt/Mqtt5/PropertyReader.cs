using Arena.Mqtt.Links;

namespace Arena.Mqtt.Mqtt5;

/// <summary>Property identifiers (MQTT 5, section 2.2.2.2).</summary>
internal enum PropertyId : byte
{
    PayloadFormat = 0x01,
    MessageExpiry = 0x02,
    ContentType = 0x03,
    ResponseTopic = 0x08,
    CorrelationData = 0x09,
    SubscriptionIdentifier = 0x0B,
    SessionExpiry = 0x11,
    AssignedClientId = 0x12,
    ServerKeepAlive = 0x13,
    AuthenticationMethod = 0x15,
    AuthenticationData = 0x16,
    ResponseInformation = 0x1A,
    ServerReference = 0x1C,
    ReasonString = 0x1F,
    ReceiveMaximum = 0x21,
    TopicAliasMaximum = 0x22,
    TopicAlias = 0x23,
    MaximumQoS = 0x24,
    RetainAvailable = 0x25,
    UserProperty = 0x26,
    MaximumPacketSize = 0x27,
    WildcardSubscriptions = 0x28,
    SubscriptionIdentifiers = 0x29,
    SharedSubscriptions = 0x2A,
}

/// <summary>One property: a number, or text or bytes; a user property's name is in <see cref="Name"/>.</summary>
internal ref struct Property
{
    public PropertyId Id;
    public uint Number;
    public ReadOnlySpan<byte> Name;
    public ReadOnlySpan<byte> Value;
}

/// <summary>Reads the properties of one packet: only those the packet may have, and each but the user property once.</summary>
internal ref struct PropertyReader(ReadOnlySpan<byte> bytes, ulong allowed)
{
    private static readonly PacketFault Misplaced = PacketFault.Protocol("a property that the packet can't have, or twice");

    private FieldReader _fields = new(bytes);
    private ulong _seen;
    private Property _current;

    /// <summary>The property read last.</summary>
    public readonly Property Current => _current;

    /// <summary>Why <see cref="Next"/> ended early, or null.</summary>
    public PacketFault? Fault { get; private set; }

    /// <summary>The set of properties a packet may have, for <paramref name="ids"/>.</summary>
    public static ulong SetOf(params ReadOnlySpan<PropertyId> ids)
    {
        var set = 0UL;
        foreach (var id in ids) set |= 1UL << (byte)id;
        return set;
    }

    /// <summary>Takes the length and the bytes of a property section off the fields.</summary>
    public static bool TrySection(scoped ref FieldReader fields, out ReadOnlySpan<byte> section)
    {
        section = default;
        return fields.TryVariable(out var length) && fields.TryBytes(length, out section);
    }

    /// <summary>Reads the next one into <see cref="Current"/>; false after the last, and when there is a fault.</summary>
    public bool Next()
    {
        _current = default;
        if (Fault is not null || _fields.Rest.IsEmpty) return false;
        _fields.TryByte(out var id);
        if (id >= 64 || (allowed & (1UL << id)) == 0 || (_seen & (1UL << id)) != 0) return Fail(Misplaced);
        _current.Id = (PropertyId)id;
        if (_current.Id is not (PropertyId.UserProperty or PropertyId.SubscriptionIdentifier)) _seen |= 1UL << id;
        return TryValue() || Fail(Fault ?? PacketFault.CutShort);
    }

    private bool TryValue()
    {
        switch (_current.Id)
        {
            case PropertyId.PayloadFormat or PropertyId.MaximumQoS or PropertyId.RetainAvailable or PropertyId.WildcardSubscriptions
                or PropertyId.SubscriptionIdentifiers or PropertyId.SharedSubscriptions:
                if (!_fields.TryByte(out var small)) return false;
                _current.Number = small;
                return small <= 1 || Fail(PacketFault.Protocol("a property that is neither 0 nor 1"));

            case PropertyId.ServerKeepAlive or PropertyId.ReceiveMaximum or PropertyId.TopicAliasMaximum or PropertyId.TopicAlias:
                if (!_fields.TryUInt16(out var medium)) return false;
                _current.Number = medium;
                return true;

            case PropertyId.MessageExpiry or PropertyId.SessionExpiry or PropertyId.MaximumPacketSize:
                return _fields.TryUInt32(out _current.Number);

            case PropertyId.SubscriptionIdentifier:
                if (!_fields.TryVariable(out var identifier)) return false;
                _current.Number = (uint)identifier;
                return true;

            case PropertyId.CorrelationData or PropertyId.AuthenticationData:
                return _fields.TryBinary(out _current.Value);

            case PropertyId.UserProperty:
                return TryText(out _current.Name) && TryText(out _current.Value);

            default:
                return TryText(out _current.Value);
        }
    }

    private bool TryText(out ReadOnlySpan<byte> text) =>
        _fields.TryBinary(out text) && (FieldReader.IsText(text) || Fail(PacketFault.BadText));

    private bool Fail(PacketFault fault)
    {
        Fault = fault;
        return false;
    }
}
