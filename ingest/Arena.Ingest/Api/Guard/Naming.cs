using Arena.Ingest.People;

namespace Arena.Ingest.Api.Guard;

/// <summary>Names of staff for those who may see them: who is signed in, or at this machine. All others see a role.</summary>
internal sealed class Naming(PeopleBook people)
{
    /// <summary>What someone who isn't of the list is called: what was said at the machine itself, under a name that was typed there.</summary>
    private const string Staff = "staff";

    /// <summary>How a name that was kept is shown to who asks.</summary>
    public Func<string, string> For(HttpContext context) => For(Visitor.Of(context) is { Here: false, Person: null });

    /// <summary>How a name is shown to everyone: in what is sent to all alike, such as the live stream.</summary>
    public string Role(string name) => people.Named(name)?.Role.Name() ?? Staff;

    private Func<string, string> For(bool isStranger) => isStranger ? Role : name => name;
}
