using System.Buffers.Binary;
using System.Security.Cryptography;
using Arena.Wire.Batches;

namespace Arena.Edge.Outbox.Sqlite.Salvage;

/// <summary>A batch as it was found: authentic, because its hash is right.</summary>
/// <param name="Payload">Its bytes.</param>
/// <param name="Hash">Their SHA-256.</param>
/// <param name="Chain">The chain beside it, null where there is none.</param>
internal sealed record FoundBatch(byte[] Payload, byte[] Hash, BatchChain? Chain);

/// <summary>Where a batch was found, to be read again.</summary>
internal readonly record struct FoundAt(PagePlace Page, int Cell, int View);

/// <summary>
/// Finds batches in the pages of an outbox, whether or not the tree above them can be walked: each leaf page of a table is looked at, each record
/// in it that has the form of a batch is read with its overflow pages, and its SHA-256 decides.
/// </summary>
/// <remarks>
/// Leaf page (https://www.sqlite.org/fileformat2.html#b_tree_pages): 0x0D, first free block (2), number of cells (2), begin of the cells (2),
/// fragments (1), a 2-byte pointer for each cell; page 1 has 100 bytes before it. Cell: length and row id as varints, then as much of the record as
/// fits, then the number of the first overflow page (4). Overflow page: number of the next (4), content. Record: length of its header and the
/// type of each column as varints, then the columns.
/// </remarks>
internal sealed class BatchScan(PageFile pages)
{
    private const byte TableLeaf = 0x0D;
    private const long MaxRecord = 4 << 20;

    private readonly byte[] _leaf = new byte[pages.PageBytes];
    private readonly byte[] _overflow = new byte[pages.PageBytes];

    private int Usable => pages.PageBytes;

    private int MaxLocal => Usable - 35;

    private int MinLocal => ((Usable - 12) * 32 / 255) - 23;

    /// <summary>Every batch in every version of every page; the same one may come several times.</summary>
    public IEnumerable<(FoundAt At, FoundBatch Batch)> All()
    {
        foreach (var place in pages.Pages())
        {
            if (!pages.TryRead(place, _leaf)) continue;
            var cells = Cells(place);
            for (var cell = 0; cell < cells; cell++)
            {
                foreach (var view in pages.ViewsFrom(place).Distinct())
                {
                    var at = new FoundAt(place, cell, view);
                    if (Parse(at) is not { } batch) continue;
                    yield return (at, batch);
                    pages.TryRead(place, _leaf);
                    break;
                }
            }
        }
    }

    /// <summary>Reads again what was found.</summary>
    public FoundBatch? Read(FoundAt at) => pages.TryRead(at.Page, _leaf) ? Parse(at) : null;

    private static int HeaderAt(PagePlace place) => place.Page == 1 ? 100 : 0;

    private int Cells(PagePlace place)
    {
        var at = HeaderAt(place);
        return _leaf[at] == TableLeaf ? Math.Min(BinaryPrimitives.ReadUInt16BigEndian(_leaf.AsSpan(at + 3)), (Usable - at - 8) / 2) : 0;
    }

    private FoundBatch? Parse(FoundAt at)
    {
        int pointer = BinaryPrimitives.ReadUInt16BigEndian(_leaf.AsSpan(HeaderAt(at.Page) + 8 + (2 * at.Cell)));
        if (pointer >= Usable || !TryVarint(_leaf, ref pointer, out var length) || !TryVarint(_leaf, ref pointer, out _) || length is < 50 or > MaxRecord) return null;
        var record = new byte[length];
        return TryFill(record, pointer, at.View) ? Batch(record) : null;
    }

    private bool TryFill(byte[] record, int at, int view)
    {
        var local = record.Length;
        if (local > MaxLocal)
        {
            local = MinLocal + ((record.Length - MinLocal) % (Usable - 4));
            if (local > MaxLocal) local = MinLocal;
        }

        if (at + local + (local < record.Length ? 4 : 0) > Usable) return false;
        _leaf.AsSpan(at, local).CopyTo(record);
        var next = local < record.Length ? BinaryPrimitives.ReadUInt32BigEndian(_leaf.AsSpan(at + local)) : 0;
        for (var filled = local; filled < record.Length;)
        {
            if (!pages.TryRead(next, view, _overflow)) return false;
            var part = Math.Min(record.Length - filled, Usable - 4);
            _overflow.AsSpan(4, part).CopyTo(record.AsSpan(filled));
            filled += part;
            next = BinaryPrimitives.ReadUInt32BigEndian(_overflow);
        }

        return true;
    }

    // seq (NULL: the row id stands for it), payload, sha256, sealed_at, samples, and from the second worker on: chain.
    private static FoundBatch? Batch(byte[] record)
    {
        var at = 0;
        if (!TryVarint(record, ref at, out var header) || header > record.Length) return null;
        var body = (int)header;
        var columns = new List<(long Type, int At)>();
        while (at < header && columns.Count < 16)
        {
            if (!TryVarint(record, ref at, out var type)) return null;
            columns.Add((type, body));
            body += (int)Math.Min(BytesOf(type), MaxRecord);
        }

        if (columns.Count < 3 || columns[0].Type != 0 || !IsBlob(columns[1], record.Length) || !IsBlob(columns[2], record.Length)) return null;
        var (payload, hash) = (Bytes(record, columns[1]), Bytes(record, columns[2]));
        if (hash.Length != SHA256.HashSizeInBytes || !SHA256.HashData(payload).AsSpan().SequenceEqual(hash)) return null;
        var chained = columns.Count > 5 && IsBlob(columns[5], record.Length) && BytesOf(columns[5].Type) == BatchChain.Bytes;
        return new FoundBatch(payload, hash, chained ? BatchChain.From(Bytes(record, columns[5])) : null);
    }

    private static bool IsBlob((long Type, int At) column, int end) => column.Type >= 12 && column.Type % 2 == 0 && column.At + BytesOf(column.Type) <= end;

    private static byte[] Bytes(byte[] record, (long Type, int At) column) => record.AsSpan(column.At, (int)BytesOf(column.Type)).ToArray();

    private static long BytesOf(long type) => type switch
    {
        >= 12 => (type - 12) / 2,
        5 => 6,
        6 or 7 => 8,
        >= 8 or 0 => 0,
        _ => type,
    };

    private static bool TryVarint(ReadOnlySpan<byte> bytes, ref int at, out long value)
    {
        value = 0;
        for (var i = 0; i < 9; i++)
        {
            if (at >= bytes.Length) return false;
            var one = bytes[at++];
            value = i == 8 ? (value << 8) | one : (value << 7) | (one & 0x7Fu);
            if (i == 8 || one < 0x80) return value >= 0;
        }

        return false;
    }
}
