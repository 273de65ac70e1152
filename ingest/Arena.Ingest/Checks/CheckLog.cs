using Arena.Ingest.Said;

namespace Arena.Ingest.Checks;

/// <summary><c>checks.db</c>: what was said of sorting checks and trials; the subject is the bin, of trials the trial.</summary>
internal sealed class CheckLog(string folder) : SaidLog<CheckSaid>(Path.Combine(folder, "checks.db"), CheckJson.Default.CheckSaid);
