namespace Arena.Wire;

/// <summary>Why a batch or a sample is not accepted.</summary>
public enum Reason
{
    /// <summary>Not refused.</summary>
    None,

    // Whole payloads
    PayloadEmpty,
    PayloadTooLarge,
    NotUtf8,
    ByteOrderMark,
    NotJson,
    NestedTooDeep,
    RootNotArray,
    RecordNotObject,
    TooManyRecords,
    DuplicateField,
    FieldNotUnderstood,
    VersionTooNew,
    BaseFieldInvalid,
    EpochMalformed,
    SequenceInvalid,
    WrongContentType,
    UnknownNode,
    TopicInvalid,
    ForeignPoint,

    // Single samples
    NameMissing,
    NameForbiddenCharacter,
    NameNotPointAndQuantity,
    UnknownQuantity,
    UnknownPoint,
    SeveralValues,
    NoValue,
    ValueNotFinite,
    ValueNotNumber,
    FieldWrongType,
    TimeRelative,
    TimeOverflow,
    TimeInFuture,
    TimeBeforeRetention,
    UnitUnknown,
    UnitNotTheQuantitys,
    QualityInvalid,
    IdentityConflict,
    SeriesQuotaExceeded,
    StoreRefused,
    QuantityNotDeclared,
    GapInvalid,
}

/// <summary>How a <see cref="Reason"/> is written where people and programs read it.</summary>
public static class ReasonText
{
    /// <summary>The reason in kebab-case, as the API and the quarantine show it: <c>unit-not-the-quantitys</c>.</summary>
    public static string Slug(this Reason reason) => Slugs[(int)reason];

    private static readonly string[] Slugs =
        Array.ConvertAll(Enum.GetNames<Reason>(), name => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(name));
}
