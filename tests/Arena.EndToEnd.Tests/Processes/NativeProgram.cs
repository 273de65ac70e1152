using System.Runtime.InteropServices;
using Arena.EndToEnd.Tests.House;

namespace Arena.EndToEnd.Tests.Processes;

/// <summary>Our programs as they are published for a machine of this kind: one native program each.</summary>
internal static class NativeProgram
{
    /// <summary>Begins to compile one, which takes minutes the first time; the program is there when this ends with 0.</summary>
    /// <param name="project">Its folder.</param>
    /// <param name="output">Folder for the program.</param>
    /// <param name="build">Folder for what is made on the way: the ordinary build keeps its own files.</param>
    public static ChildProcess Publish(string project, string output, string build) => ChildProcess.Start(
        "dotnet",
        ["publish", project, "-c", "Release", "-r", $"linux-{RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}", "-p:PublishAot=true", "--artifacts-path", build, "-o", output, "-v", "q"],
        Repository.Root);
}
