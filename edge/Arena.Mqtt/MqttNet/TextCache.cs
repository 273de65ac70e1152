namespace Arena.Mqtt.MqttNet;

/// <summary>One string for equal texts, so that a thousand messages on one topic share one. Bounded; for one thread at a time.</summary>
internal sealed class TextCache
{
    private const int Most = 4096;
    private const int LongestKept = 256;

    private readonly HashSet<string> _texts = new(StringComparer.Ordinal);

    public string Get(string text)
    {
        if (text.Length > LongestKept) return text;
        if (_texts.TryGetValue(text, out var known)) return known;
        if (_texts.Count == Most) _texts.Clear();
        _texts.Add(text);
        return text;
    }
}
