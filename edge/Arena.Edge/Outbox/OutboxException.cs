namespace Arena.Edge.Outbox;

/// <summary>The outbox can't be opened; the message names it and the fix.</summary>
internal sealed class OutboxUnusableException(string message, Exception? cause = null) : Exception(message, cause);

/// <summary>No room for the transaction. Nothing of it was kept, and it may be repeated.</summary>
internal sealed class OutboxFullException(string message, Exception? cause = null) : Exception(message, cause);

/// <summary>
/// Writing or flushing failed in a way that leaves unknown what is on the disk: the worker must end and claim nothing. A kernel reports a
/// failed fsync once and then forgets it, so repeating it proves nothing.
/// </summary>
internal sealed class OutboxBrokenException(string message, Exception? cause = null) : Exception(message, cause);

/// <summary>
/// The outbox is damaged, or it is an old copy or a clone: the node's run must end, and the next opening of the outbox puts a new one in its place.
/// </summary>
internal sealed class OutboxRenewalException(string message, Exception? cause = null) : Exception(message, cause);
