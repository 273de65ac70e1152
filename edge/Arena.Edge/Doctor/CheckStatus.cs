namespace Arena.Edge.Doctor;

/// <summary>How a check went.</summary>
internal enum CheckStatus
{
    /// <summary>As it should be.</summary>
    Ok,

    /// <summary>It works, and somebody should look at it.</summary>
    Warning,

    /// <summary>It does not work, or will soon destroy data.</summary>
    Failed,

    /// <summary>Not looked at; the sentence says why.</summary>
    Skipped,
}
