using System.Diagnostics;
using Arena.Edge.Tests.Mqtt;

namespace Arena.Edge.Tests.Hosting;

/// <summary>
/// A disk that fails to flush, from the moment a test says so: the C library's fsync and fdatasync are replaced in the worker's process, because no
/// file system does it on command.
/// </summary>
internal sealed class FailingDisk : IDisposable
{
    private const string Source =
        """
        #define _GNU_SOURCE
        #include <dlfcn.h>
        #include <errno.h>
        #include <stdlib.h>
        #include <unistd.h>

        static int fails(void) { const char *when = getenv("ARENA_TEST_FSYNC_FAILS_WHEN"); return when && access(when, F_OK) == 0; }

        static int flush(const char *name, int fd)
        {
            int (*real)(int) = dlsym(RTLD_NEXT, name);
            if (fails()) { errno = EIO; return -1; }
            return real(fd);
        }

        int fsync(int fd) { return flush("fsync", fd); }
        int fdatasync(int fd) { return flush("fdatasync", fd); }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("arena-fsync-").FullName;

    private string Switch => Path.Combine(_folder, "fails");

    /// <summary>What the worker's environment must have.</summary>
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>
    {
        ["LD_PRELOAD"] = Path.Combine(_folder, "fsync.so"),
        ["ARENA_TEST_FSYNC_FAILS_WHEN"] = Switch,
    };

    /// <summary>Makes one; null where there is no C compiler.</summary>
    public static async Task<FailingDisk?> TryMakeAsync()
    {
        var compiler = ((string[])["/usr/bin/cc", "/usr/bin/gcc"]).FirstOrDefault(File.Exists);
        if (compiler is null) return null;
        var disk = new FailingDisk();
        var source = Path.Combine(disk._folder, "fsync.c");
        await File.WriteAllTextAsync(source, Source);
        using var compile = Process.Start(compiler, ["-shared", "-fPIC", "-o", Path.Combine(disk._folder, "fsync.so"), source, "-ldl"]);
        await compile.WaitForExitAsync().WithinAsync("the compiler");
        return compile.ExitCode == 0 ? disk : null;
    }

    /// <summary>From now on every flush fails.</summary>
    public void Fail() => File.WriteAllText(Switch, "");

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
