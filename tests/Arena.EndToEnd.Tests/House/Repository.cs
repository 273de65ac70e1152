using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Arena.EndToEnd.Tests.House;

/// <summary>The checkout these tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>Every project file that belongs to the house.</summary>
    public static IEnumerable<string> Projects() =>
        TrackedFiles().Where(file => file.EndsWith(".csproj", StringComparison.Ordinal)).Select(file => Path.Combine(Root, file));

    /// <summary>Files git knows or would take, relative to the root.</summary>
    public static IReadOnlyList<string> TrackedFiles()
    {
        var start = new ProcessStartInfo("git", ["ls-files", "--cached", "--others", "--exclude-standard"])
        {
            WorkingDirectory = Root,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using var git = Process.Start(start) ?? throw new InvalidOperationException("git did not start");
        var files = git.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        git.WaitForExit();
        return git.ExitCode == 0 ? files : throw new InvalidOperationException($"git ls-files ended with {git.ExitCode}");
    }

    private static string FindRoot([CallerFilePath] string here = "")
    {
        var folder = new DirectoryInfo(Path.GetDirectoryName(here)!);
        while (!File.Exists(Path.Combine(folder.FullName, "Arena.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("Arena.sln stands nowhere above " + here);
        return folder.FullName;
    }
}
