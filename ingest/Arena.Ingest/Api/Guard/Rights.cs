using Arena.Ingest.People;

namespace Arena.Ingest.Api.Guard;

/// <summary>Which role has which rights.</summary>
internal static class Rights
{
    private static readonly Right[] Every = Enum.GetValues<Right>();

    public static IReadOnlyList<Right> Of(Role role) => role switch
    {
        Role.Viewer => [Right.View],
        Role.Operator => [Right.View, Right.Act, Right.Plan],
        Role.Technician => [Right.View, Right.Tend],
        Role.Researcher => [Right.View, Right.Study],
        Role.Admin => Every,
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, "There is no such role."),
    };

    /// <summary>The roles that have a right.</summary>
    public static IEnumerable<Role> Having(Right right) => Enum.GetValues<Role>().Where(role => Of(role).Contains(right));

    /// <summary>As it stands in the API.</summary>
    public static string Name(this Right right) => right switch
    {
        Right.View => "view",
        Right.Act => "act",
        Right.Plan => "plan",
        Right.Tend => "tend",
        Right.Study => "study",
        Right.Manage => "manage",
        _ => throw new ArgumentOutOfRangeException(nameof(right), right, "There is no such right."),
    };
}
