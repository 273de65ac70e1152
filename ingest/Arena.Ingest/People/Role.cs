namespace Arena.Ingest.People;

/// <summary>What someone is to the venue; it decides what they may do.</summary>
internal enum Role
{
    Viewer,
    Operator,
    Technician,
    Researcher,
    Admin,
}

/// <summary>Roles as they stand in the API, in files and on the command line.</summary>
internal static class RoleNames
{
    private static readonly Dictionary<string, Role> ByName = Enum.GetValues<Role>().ToDictionary(Name, StringComparer.Ordinal);

    public static IEnumerable<string> All => ByName.Keys;

    public static string Name(this Role role) => role switch
    {
        Role.Viewer => "viewer",
        Role.Operator => "operator",
        Role.Technician => "technician",
        Role.Researcher => "researcher",
        Role.Admin => "admin",
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, "There is no such role."),
    };

    public static bool TryParse(string? text, out Role role)
    {
        role = Role.Viewer;
        return text is not null && ByName.TryGetValue(text, out role);
    }
}
