using System.Globalization;

namespace Arena.EndToEnd.Tests.Processes;

/// <summary>A real Mosquitto with the files that <c>arena-ingest access</c> made for it; stopped, killed and started again on the same port.</summary>
internal sealed class BrokerProcess(string site, string folder, int port) : IAsyncDisposable
{
    private ChildProcess? _process;

    /// <summary>Password files of every user.</summary>
    public string Secrets => Path.Combine(folder, "secrets");

    public string Output => _process?.Output ?? "";

    /// <summary>Is told each line of its log, from the next start on.</summary>
    public Action<string>? Follower { get; set; }

    private string Configuration => Path.Combine(folder, "mosquitto.conf");

    /// <summary>Makes configuration, access list and passwords. Lines of <paramref name="configuration"/> replace those with the same first word, or stand at the end.</summary>
    public async Task MakeFilesAsync(params string[] configuration)
    {
        await using var access = ChildProcess.StartArena(
            "ingest/Arena.Ingest", "arena-ingest", "access", "--site", site, "--out", folder, "--port",
            port.ToString(CultureInfo.InvariantCulture), "--anonymous-publish");
        if (await access.ExitCodeAsync() != 0)
            throw new InvalidOperationException(access.Output);

        var replaced = configuration.Select(line => line.Split(' ')[0]).ToHashSet(StringComparer.Ordinal);
        var made = (await File.ReadAllLinesAsync(Configuration)).Where(line => !replaced.Contains(line.Split(' ')[0]));
        // Run by root, Mosquitto becomes its own user, who must read these files; in a test's own folder root may stay.
        string[] user = Environment.UserName == "root" ? ["user root"] : [];
        await File.WriteAllLinesAsync(Configuration, [.. made, .. configuration, .. user]);
    }

    /// <summary>Adds a user who may read every topic.</summary>
    public async Task<(string User, string Password)> AddObserverAsync()
    {
        const string User = "observer", Password = "looks-on";
        await using var passwords = ChildProcess.Start("mosquitto_passwd", ["-b", Path.Combine(folder, "passwd"), User, Password]);
        if (await passwords.ExitCodeAsync() != 0)
            throw new InvalidOperationException(passwords.Output);
        await File.AppendAllTextAsync(Path.Combine(folder, "acl"), $"\nuser {User}\ntopic read #\n");
        return (User, Password);
    }

    public async Task StartAsync()
    {
        _process = ChildProcess.Start("/usr/sbin/mosquitto", ["-c", Configuration]);
        if (Follower is { } follower)
            _process.Follow(follower);
        await _process.LineAsync("running");
    }

    /// <summary>Waits for a line of its log.</summary>
    public Task<string> LineAsync(string text, TimeSpan? patience = null) => _process!.LineAsync(text, patience);

    /// <summary>SIGTERM: it writes its database.</summary>
    public async Task StopAsync()
    {
        await _process!.TerminateAsync();
        await _process.DisposeAsync();
    }

    /// <summary>kill -9: what it had queued is gone.</summary>
    public async Task KillAsync()
    {
        await _process!.KillAsync();
        await _process.DisposeAsync();
    }

    /// <summary>Deletes what it remembers: sessions, queues, retained messages.</summary>
    public void EraseDatabase()
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(folder, "db")))
            File.Delete(file);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await _process.DisposeAsync();
    }
}
