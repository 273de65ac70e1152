namespace Arena.Edge.Doctor;

/// <summary>Where the kernel and the system tell of themselves: the machine's own folders, or copies of them.</summary>
internal sealed record Roots(string Proc, string Sys, string Dev, string Etc)
{
    public static Roots Machine { get; } = new("/proc", "/sys", "/dev", "/etc");

    /// <summary>A file's text without what ends it; null where it is absent, closed to us, or refuses to be read.</summary>
    public static string? Text(params string[] parts)
    {
        try
        {
            return File.ReadAllText(Path.Combine(parts)).TrimEnd('\n', '\0', ' ');
        }
        catch (Exception absent) when (absent is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>A folder's sub-folders by pattern, in order; none where it is absent.</summary>
    public static IReadOnlyList<string> Folders(string folder, string pattern)
    {
        try
        {
            return [.. Directory.EnumerateDirectories(folder, pattern).Order(StringComparer.Ordinal)];
        }
        catch (Exception absent) when (absent is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>The board's model as its device tree says: <c>Raspberry Pi 4 Model B Rev 1.4</c>; null elsewhere.</summary>
    public string? Model => Text(Proc, "device-tree/model");

    public bool IsRaspberryPi => Model?.StartsWith("Raspberry Pi", StringComparison.Ordinal) == true;
}
