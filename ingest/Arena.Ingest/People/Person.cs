namespace Arena.Ingest.People;

/// <summary>Someone who may sign in.</summary>
/// <param name="Id">Ten letters and digits, made once; what links, sessions and the record point at.</param>
/// <param name="Name">As others of the staff know them; no two have the same, ever, because it is what is kept with all they do.</param>
/// <param name="Role">What they may do.</param>
/// <param name="Blocked">Whether they are kept out until an administrator lets them in again.</param>
internal sealed record Person(string Id, string Name, Role Role, bool Blocked);
