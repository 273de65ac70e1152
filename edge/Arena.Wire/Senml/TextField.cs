using System.Text.Json;

namespace Arena.Wire.Senml;

/// <summary>A text field's bytes, unescaped; reused from record to record.</summary>
internal sealed class TextField
{
    private readonly byte[] _buffer = new byte[PackLimits.MaxTextBytes];
    private int _length;

    public bool Present { get; private set; }

    public ReadOnlySpan<byte> Bytes => _buffer.AsSpan(0, _length);

    public void Clear() => (Present, _length) = (false, 0);

    /// <summary>Takes the reader's string; false when it is no string or too long.</summary>
    public bool Read(ref Utf8JsonReader json)
    {
        if (json.TokenType != JsonTokenType.String || json.ValueSpan.Length > _buffer.Length)
            return false;
        _length = json.CopyString(_buffer);
        Present = true;
        return true;
    }
}
