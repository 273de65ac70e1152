namespace Arena.Ingest.Store;

/// <summary>The database behind the store takes samples but has no query language Arena speaks. The API's answer to it is 501.</summary>
internal sealed class ReadNotSupportedException(string message) : Exception(message);
