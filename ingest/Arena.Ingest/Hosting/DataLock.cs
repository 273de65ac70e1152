namespace Arena.Ingest.Hosting;

/// <summary>Holds a data folder for one process: two that commit to one ledger would acknowledge past each other.</summary>
internal static class DataLock
{
    /// <summary>Takes the folder until it is disposed; adds a fault and returns null when another process has it.</summary>
    public static IDisposable? TryTake(string folder, List<string> faults)
    {
        try
        {
            return new FileStream(Path.Combine(folder, "ingest.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            faults.Add($"--data {folder} is in use by another arena-ingest: end that one, or choose another folder.");
            return null;
        }
    }
}
