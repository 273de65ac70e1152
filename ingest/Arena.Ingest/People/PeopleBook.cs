using Arena.Wire;

namespace Arena.Ingest.People;

/// <summary>Everybody as they stand now, told from the log. Read by everyone; changed by what is said, which is durable first.</summary>
internal sealed class PeopleBook(PeopleLog log)
{
    /// <summary>Most people: the staff of a large ground, many times.</summary>
    public const int Most = 1_000;

    private readonly Lock _gate = new();
    private volatile Dictionary<string, Person>? _people;

    /// <summary>By name.</summary>
    public IReadOnlyList<Person> All => [.. People.Values.OrderBy(person => person.Name, StringComparer.OrdinalIgnoreCase)];

    private Dictionary<string, Person> People
    {
        get
        {
            if (_people is { } told)
                return told;
            lock (_gate)
                return _people ??= log.All().Aggregate(new Dictionary<string, Person>(StringComparer.Ordinal), (people, each) => With(people, each.Subject, each.Said));
        }
    }

    public Person? Find(string id) => People.GetValueOrDefault(id);

    /// <summary>Whoever has this name, in whatever case.</summary>
    public Person? Named(string name) => People.Values.FirstOrDefault(person => string.Equals(person.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Judges what is to be said by how people stand, says it, and has it durable when it returns. One at a time.</summary>
    /// <param name="who">Who says it.</param>
    /// <param name="at">When.</param>
    /// <param name="judge">What is said of whom; it throws when something can't be said.</param>
    public void Say(string who, UnixTime at, Func<(string Id, PersonSaid Said)> judge)
    {
        lock (_gate)
        {
            var people = People;
            var (id, said) = judge();
            log.Add(who, at, [(id, said)]);
            _people = said is { Name: null, Role: null, Blocked: null } ? people : With(new(people, StringComparer.Ordinal), id, said);
        }
    }

    private static Dictionary<string, Person> With(Dictionary<string, Person> people, string id, PersonSaid said)
    {
        if (said.Name is { } name)
            people[id] = new Person(id, name, Role.Viewer, Blocked: false);
        if (people.TryGetValue(id, out var person))
            people[id] = person with { Role = RoleNames.TryParse(said.Role, out var role) ? role : person.Role, Blocked = said.Blocked ?? person.Blocked };
        return people;
    }
}
