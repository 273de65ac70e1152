namespace Arena.Edge.Outbox.Room;

/// <summary>What is remembered beside a batch that stands for others, so that it can be thinned again, weighing right.</summary>
/// <param name="Minutes">Window it was thinned to.</param>
/// <param name="First">Number of the oldest batch it stands for, as it was first sealed: its place in the order of time.</param>
/// <param name="Weights">Of each of its samples, in their order.</param>
internal sealed record ThinnedNote(int Minutes, long First, IReadOnlyList<long> Weights);

/// <summary>Where a thinned batch stands.</summary>
/// <param name="Sequence">Its own number.</param>
/// <param name="Minutes">Window it was thinned to.</param>
/// <param name="First">Number of the oldest batch it stands for.</param>
internal readonly record struct ThinnedBatch(long Sequence, int Minutes, long First);
