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

    /// <summary>Memory it holds, roughly.</summary>
    public long Bytes => 512 + Delivery.Payload.Length
        + (Admission is null ? 0 : ((long)Admission.Samples.Count * SampleBytes) + ((long)Admission.Quarantined.Count * EntryBytes) + Admission.Quarantined.Where(entry => entry.Name is not null).Sum(entry => entry.Payload.Length));
}
