using Arena.Ingest.Said;

namespace Arena.Ingest.People;

/// <summary><c>people.db</c>: what was said of people; the subject is the person's id, or a shared phone's.</summary>
internal sealed class PeopleLog(string folder) : SaidLog<PersonSaid>(Path.Combine(folder, "people.db"), PeopleJson.Default.PersonSaid);
