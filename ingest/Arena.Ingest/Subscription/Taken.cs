using Arena.Ingest.Store;
using Arena.Mqtt;

namespace Arena.Ingest.Subscription;

/// <summary>A delivery on its way to the store.</summary>
/// <param name="Delivery">To be settled when it is durable.</param>
/// <param name="Admission">What it holds; null for meta and state, which only wait for their turn to be settled.</param>
internal readonly record struct Taken(MqttDelivery Delivery, Admission? Admission)
{
    // A sample, a refused record with its strings: what the garbage collector holds for each, roughly.
    private const int SampleBytes = 32;
    private const int EntryBytes = 256;

    /// <summary>What is accepted of it. Kept here, because whoever counts many of them would fetch each admission for it.</summary>
    public int Samples { get; } = Admission?.Samples.Count ?? 0;

    /// <summary>What is refused of it.</summary>
    public int Refused { get; } = Admission?.Quarantined.Count ?? 0;

    /// <summary>Memory it holds, roughly.</summary>
    public long Bytes { get; } = 512 + Delivery.Payload.Length + (Admission is null ? 0 : BytesOf(Admission));

    private static long BytesOf(Admission admission)
    {
        var bytes = (long)admission.Samples.Count * SampleBytes;
        for (var i = 0; i < admission.Quarantined.Count; i++)
            bytes += EntryBytes + (admission.Quarantined[i].Name is null ? 0 : admission.Quarantined[i].Payload.Length);
        return bytes;
    }
}
