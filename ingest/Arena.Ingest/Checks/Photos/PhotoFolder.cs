using System.Collections.Concurrent;
using Arena.Ingest.Store;

namespace Arena.Ingest.Checks.Photos;

/// <summary>
/// Folder <c>check-photos</c> beside the databases: one file for each check with a photo, named after its action, readable by ingest's user alone. Made with the first photo.
/// </summary>
/// <remarks>Full at <see cref="Most"/> photos: further ones are refused, and the checks stand without.</remarks>
internal sealed class PhotoFolder(string data)
{
    /// <summary>Most photos; some 5 GB of 250 kB each.</summary>
    public const int Most = 20_000;

    /// <summary>Largest photo as it is sent: what a phone makes of 1600 pixels is about a third of it.</summary>
    public const int MostBytes = 600_000;

    private const UnixFileMode OwnerAlone = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly Lock _gate = new();
    private readonly string _folder = Path.Combine(data, "check-photos");
    private ConcurrentDictionary<string, PhotoKind>? _kinds;

    /// <summary>Whether there is no room for another.</summary>
    /// <exception cref="StoreUnavailableException">The folder can't be read.</exception>
    public bool IsFull => Kinds.Count >= Most;

    private ConcurrentDictionary<string, PhotoKind> Kinds
    {
        get
        {
            lock (_gate)
                return _kinds ??= List();
        }
    }

    /// <summary>Whether a check has a photo.</summary>
    /// <exception cref="StoreUnavailableException">The folder can't be read.</exception>
    public bool Has(string action) => Kinds.ContainsKey(action);

    /// <summary>The photo of a check, or null.</summary>
    /// <exception cref="StoreUnavailableException">It can't be read.</exception>
    public PhotoBytes? Find(string action)
    {
        lock (_gate)
        {
            return Kinds.TryGetValue(action, out var kind)
                ? new PhotoBytes(kind, Guarded(() => File.ReadAllBytes(PathOf(action, kind))))
                : null;
        }
    }

    /// <summary>Keeps a photo; on disk when it returns.</summary>
    /// <exception cref="StoreUnavailableException">It is not kept.</exception>
    public void Keep(string action, PhotoBytes photo)
    {
        lock (_gate)
        {
            Guarded(() =>
            {
                Directory.CreateDirectory(_folder, OwnerAlone | UnixFileMode.UserExecute);
                var path = PathOf(action, photo.Kind);
                var half = $"{path}.half";
                using (var file = new FileStream(half, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = OwnerAlone }))
                {
                    file.Write(photo.Bytes);
                    file.Flush(flushToDisk: true);
                }

                File.Move(half, path, overwrite: true);
                return true;
            });
            Kinds[action] = photo.Kind;
        }
    }

    /// <summary>Deletes the photo of a check that was taken back, where there is one.</summary>
    /// <exception cref="StoreUnavailableException">It is still there.</exception>
    public void Delete(string action)
    {
        lock (_gate)
        {
            if (Kinds.TryGetValue(action, out var kind))
            {
                Guarded(() =>
                {
                    File.Delete(PathOf(action, kind));
                    return true;
                });
                Kinds.TryRemove(action, out _);
            }
        }
    }

    // A half file is of a process that was killed: what it was made of is sent again.
    private ConcurrentDictionary<string, PhotoKind> List() => Guarded(() => new ConcurrentDictionary<string, PhotoKind>(
        (Directory.Exists(_folder) ? Directory.EnumerateFiles(_folder) : []).SelectMany(file => Enum.GetValues<PhotoKind>()
            .Where(kind => Path.GetExtension(file) == kind.Extension())
            .Select(kind => KeyValuePair.Create(Path.GetFileNameWithoutExtension(file), kind))),
        StringComparer.Ordinal));

    private string PathOf(string action, PhotoKind kind) => Path.Combine(_folder, action + kind.Extension());

    private T Guarded<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new StoreUnavailableException($"{_folder}: {fault.Message}", fault);
        }
    }
}
