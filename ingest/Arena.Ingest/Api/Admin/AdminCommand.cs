using System.CommandLine;

namespace Arena.Ingest.Api.Admin;

/// <summary>What all commands to a running ingest share: where its socket is, and how a fault is told. Exit codes: 0 done, 1 not possible now, 2 asked wrongly.</summary>
internal static class AdminCommand
{
    public static Option<string> Data() => new("--data") { Description = "Folder of the running ingest's database. Also ARENA_DATA." };

    public static async Task<int> RunAsync(string? data, Func<AdminClient, Task<int>> action)
    {
        data ??= Environment.GetEnvironmentVariable("ARENA_DATA");
        if (string.IsNullOrEmpty(data))
        {
            await Console.Error.WriteLineAsync("arena-ingest: --data is missing: name the folder of the running ingest's database.");
            return 2;
        }

        try
        {
            using var client = new AdminClient(Path.GetFullPath(data));
            return await action(client);
        }
        catch (AdminFault fault)
        {
            await Console.Error.WriteLineAsync($"arena-ingest: {fault.Message}");
            return 1;
        }
    }
}
