using System.Text;
using Arena.Mqtt.Links;

namespace Arena.Mqtt.Mqtt5;

/// <summary>The property section that ends an acknowledgement or a DISCONNECT: of use is only the broker's own explanation.</summary>
internal static class ReasonProperties
{
    /// <summary>Reads the section; null when it is sound and nothing follows.</summary>
    public static PacketFault? Read(scoped ref FieldReader fields, ulong allowed, out string? reason)
    {
        reason = null;
        if (!PropertyReader.TrySection(ref fields, out var section)) return PacketFault.CutShort;
        if (!fields.Rest.IsEmpty) return PacketFault.LeftOver;
        return ReadSection(section, allowed, out reason);
    }

    /// <summary>Reads a section whose length was read already.</summary>
    public static PacketFault? ReadSection(ReadOnlySpan<byte> section, ulong allowed, out string? reason)
    {
        reason = null;
        var properties = new PropertyReader(section, allowed);
        while (properties.Next())
        {
            var property = properties.Current;
            if (property.Id == PropertyId.ReasonString) reason = Encoding.UTF8.GetString(property.Value);
        }

        return properties.Fault;
    }
}
