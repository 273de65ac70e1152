using Arena.Wire;

namespace Arena.Edge.Outbox.Room;

/// <summary>A sample, and how much of a mean it makes.</summary>
/// <param name="Sample">The sample.</param>
/// <param name="Weight">1 as it was sampled; n for a mean of n samples; 0 for an extreme kept beside the mean that counts it already.</param>
internal readonly record struct WeighedSample(Sample Sample, long Weight);
