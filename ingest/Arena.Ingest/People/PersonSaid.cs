using System.Text.Json.Serialization;
using Arena.Ingest.Said;

namespace Arena.Ingest.People;

/// <summary>What is said of a person, or of a shared phone; what is null is not spoken of. Never a link, a PIN or anything made of them.</summary>
internal sealed record PersonSaid : ISaid
{
    /// <summary>The person was made now, under this name.</summary>
    public string? Name { get; init; }

    /// <summary>Their role from now on.</summary>
    public string? Role { get; init; }

    /// <summary>Whether they are kept out from now on.</summary>
    public bool? Blocked { get; init; }

    /// <summary>What else happened, one of <see cref="PersonEvents"/>.</summary>
    public string? Event { get; init; }

    /// <summary>Name of the shared phone it happened on, or that it is about.</summary>
    public string? Phone { get; init; }

    /// <inheritdoc/>
    public string? Action { get; init; }
}

/// <summary>What happens to people beside being made, changed and blocked.</summary>
internal static class PersonEvents
{
    public const string Invited = "invited";
    public const string SignedIn = "signed-in";
    public const string SignedInByPin = "signed-in-by-pin";
    public const string SignedOutEverywhere = "signed-out-everywhere";
    public const string PinSet = "pin-set";
    public const string PinCleared = "pin-cleared";
    public const string PinPaused = "pin-paused";
    public const string PhoneShared = "phone-shared";
    public const string PhoneRemoved = "phone-removed";
}

/// <summary>How events lie in the file.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PersonSaid))]
internal sealed partial class PeopleJson : JsonSerializerContext;
