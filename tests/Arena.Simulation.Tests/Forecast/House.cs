using System.Runtime.CompilerServices;

namespace Arena.Simulation.Tests.Forecast;

/// <summary>Where the repository lies.</summary>
internal static class House
{
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "..", ".."));

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
