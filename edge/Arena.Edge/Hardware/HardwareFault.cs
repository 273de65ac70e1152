namespace Arena.Edge.Hardware;

/// <summary>A bus or line that can't be opened or doesn't work. The message names it and what to do.</summary>
internal class HardwareFault(string message, Exception? inner = null) : Exception(message, inner);
