namespace Arena.Edge.Hosting;

/// <summary>The exit codes of <c>arena-edge</c>.</summary>
internal static class Exit
{
    /// <summary>Ended as asked.</summary>
    public const int Clean = 0;

    /// <summary>A node failed while running; the log says why.</summary>
    public const int Failed = 1;

    /// <summary>Did not start: bad options, a bad manifest, an outbox that can't be used.</summary>
    public const int NotStarted = 2;

    /// <summary>Writes every fault to stderr, one line each.</summary>
    public static int Refused(IEnumerable<string> faults)
    {
        foreach (var fault in faults) Console.Error.WriteLine($"arena-edge: {fault}");
        return NotStarted;
    }
}
