namespace Arena.Edge.Tests.Outbox;

/// <summary>The process ends here, as far as the code under test can know.</summary>
internal sealed class PowerCutException() : Exception("the power is cut");
