using Arena.EndToEnd.Tests.Processes;

namespace Arena.Benchmarks;

/// <summary>Arena's programs as they are published, one native program each; where that can't be built, the ordinary build, and the report says so.</summary>
/// <param name="bench">Whose folder keeps them, so that only what changed is compiled again.</param>
internal sealed class Published(Bench bench)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);

    private Task<Program>? _ingest;
    private Task<Program>? _edge;

    /// <summary>Starts <c>arena-ingest</c>.</summary>
    public async Task<ChildProcess> StartIngestAsync(params string[] arguments)
    {
        var program = await (_ingest ??= PublishAsync("ingest/Arena.Ingest", "arena-ingest"));
        return ChildProcess.Start(program.Command, [.. program.Before, .. arguments]);
    }

    /// <summary><c>arena-edge</c>, pack core.</summary>
    public Task<Program> EdgeAsync() => _edge ??= PublishAsync("edge/Arena.Edge", "arena-edge");

    private async Task<Program> PublishAsync(string project, string assembly)
    {
        bench.Say($"publishing {assembly} as a native program; the first time this takes minutes");
        var folder = Path.Combine(bench.Folder, "published", assembly);
        await using var publish = NativeProgram.Publish(project, folder, Path.Combine(bench.Folder, "published", "build"));
        if (await publish.ExitCodeAsync(Patience) == 0)
        {
            bench.Report.Version(assembly, "native");
            return new Program(Path.Combine(folder, assembly), [], Native: true);
        }

        bench.Say($"{assembly} can't be compiled to a native program here, so its ordinary build is measured:\n{publish.Output}");
        bench.Report.Version(assembly, "ordinary build");
        return new Program("dotnet", [ChildProcess.ArenaProgram(project, assembly)], Native: false);
    }

    /// <summary>How a program is started: a command, and what stands before its own arguments; and whether it is a native one.</summary>
    public sealed record Program(string Command, string[] Before, bool Native);
}
