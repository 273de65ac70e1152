using Arena.Simulation.Tests.World;

namespace Arena.Simulation.Tests.Edge;

/// <summary>The card of a node: a folder with a real outbox, which can be imaged and written back.</summary>
internal sealed class EdgeDisk(RunFolder folder, string name)
{
    private int _images;

    public string Name { get; } = name;

    public string Folder { get; } = Path.Combine(folder.FullPath, name);

    /// <summary>Takes an image of it; the worker may be running, between two of its transactions.</summary>
    public string Image()
    {
        var image = $"{Folder}.image-{++_images}";
        if (Directory.Exists(Folder)) RunFolder.Copy(Folder, image);
        else Directory.CreateDirectory(image);
        return image;
    }

    /// <summary>Writes an image back. The worker is not running.</summary>
    public void Restore(string image) => RunFolder.Copy(image, Folder);

    /// <summary>Bits of the outbox and its log flip. The worker is not running; a card it never wrote to has none.</summary>
    public void FlipBits(Random random, int count)
    {
        if (!Directory.Exists(Folder)) return;
        foreach (var file in Directory.GetFiles(Folder, "outbox.db*").Where(file => !file.EndsWith("-shm", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            var bytes = File.ReadAllBytes(file);
            if (bytes.Length == 0) continue;
            for (var i = 0; i < count; i++) bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(file, bytes);
        }
    }

    /// <summary>Another card with the same content.</summary>
    public EdgeDisk Clone(string name)
    {
        var clone = new EdgeDisk(folder, name);
        if (Directory.Exists(Folder)) RunFolder.Copy(Folder, clone.Folder);
        return clone;
    }
}
