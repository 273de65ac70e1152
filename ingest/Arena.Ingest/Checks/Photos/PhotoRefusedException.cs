namespace Arena.Ingest.Checks.Photos;

/// <summary>Bytes that are no photo as it is kept here; the message says why.</summary>
internal sealed class PhotoRefusedException(string message) : Exception(message);
