using System.Collections.Concurrent;
using Arena.Ingest.Store;
using Arena.Wire;

namespace Arena.Ingest.Checks.Photos;

/// <summary>
/// Folder <c>check-photos</c> beside the databases: one file for each check with a photo, named after its action, readable by ingest's user alone. Made with the first photo.
/// </summary>
/// <remarks>Full at the bytes of its bounds: further ones are refused, and the checks stand without.</remarks>
internal sealed class PhotoFolder(string data, PhotoBounds bounds, TimeProvider time)
{
    /// <summary>Largest photo as it is sent: what a phone makes of 1600 pixels is about a third of it.</summary>
    public const int MostBytes = 600_000;

    private const UnixFileMode OwnerAlone = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly Lock _gate = new();
    private readonly string _folder = Path.Combine(data, "check-photos");
    private ConcurrentDictionary<string, KeptPhoto>? _kept;

    /// <summary>Most bytes of all photos together.</summary>
    public long Most => bounds.MostBytes;

    /// <summary>Bytes of all photos together.</summary>
    /// <exception cref="StoreUnavailableException">The folder can't be read.</exception>
    public long Bytes => Kept.Values.Sum(photo => photo.Bytes);

    /// <summary>Every photo there is, by the action of its check.</summary>
    /// <exception cref="StoreUnavailableException">The folder can't be read.</exception>
    public IReadOnlyList<(string Action, KeptPhoto Photo)> All => [.. Kept.Select(each => (each.Key, each.Value))];

    private ConcurrentDictionary<string, KeptPhoto> Kept
    {
        get
        {
            lock (_gate)
                return _kept ??= List();
        }
    }

    /// <summary>Whether there is room for another of so many bytes.</summary>
    /// <exception cref="StoreUnavailableException">The folder can't be read.</exception>
    public bool HasRoom(int bytes) => Bytes + bytes <= Most;

    /// <summary>Whether a check has a photo.</summary>
    /// <exception cref="StoreUnavailableException">The folder can't be read.</exception>
    public bool Has(string action) => Kept.ContainsKey(action);

    /// <summary>The photo of a check, or null.</summary>
    /// <exception cref="StoreUnavailableException">It can't be read.</exception>
    public PhotoBytes? Find(string action)
    {
        lock (_gate)
        {
            return Kept.TryGetValue(action, out var kept)
                ? new PhotoBytes(kept.Kind, Guarded(() => File.ReadAllBytes(PathOf(action, kept.Kind))))
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
            Kept[action] = new KeptPhoto(photo.Kind, photo.Bytes.Length, UnixTime.From(time.GetUtcNow()));
        }
    }

    /// <summary>Deletes the photo of a check that was taken back, or whose time is over, where there is one.</summary>
    /// <exception cref="StoreUnavailableException">It is still there.</exception>
    public void Delete(string action)
    {
        lock (_gate)
        {
            if (Kept.TryGetValue(action, out var kept))
            {
                Guarded(() =>
                {
                    File.Delete(PathOf(action, kept.Kind));
                    return true;
                });
                Kept.TryRemove(action, out _);
            }
        }
    }

    // A half file is of a process that was killed: what it was made of is sent again.
    private ConcurrentDictionary<string, KeptPhoto> List() => Guarded(() => new ConcurrentDictionary<string, KeptPhoto>(
        (Directory.Exists(_folder) ? new DirectoryInfo(_folder).EnumerateFiles() : []).SelectMany(file => Enum.GetValues<PhotoKind>()
            .Where(kind => file.Extension == kind.Extension())
            .Select(kind => KeyValuePair.Create(Path.GetFileNameWithoutExtension(file.Name), new KeptPhoto(kind, file.Length, UnixTime.From(new DateTimeOffset(file.LastWriteTimeUtc)))))),
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
