namespace Arena.Ingest.People;

/// <summary>How long things open.</summary>
internal static class Lifetimes
{
    /// <summary>Until it has been opened: an administrator sends it the day before a match.</summary>
    public static readonly TimeSpan Link = TimeSpan.FromHours(24);

    /// <summary>A PIN's session at most: one match day.</summary>
    public static readonly TimeSpan PinSession = TimeSpan.FromHours(12);

    /// <summary>A PIN's session in which nothing was done ends: the phone may have gone to another hand.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromMinutes(20);

    /// <summary>A shared phone that nobody made one anew.</summary>
    public static readonly TimeSpan Phone = TimeSpan.FromDays(400);

    /// <summary>A link's session: a long match day for who works on the ground, a day's work for others.</summary>
    public static TimeSpan Session(Role role) => TimeSpan.FromHours(role is Role.Operator or Role.Technician ? 16 : 12);
}
