namespace Arena.EndToEnd.Tests.Grafana;

/// <summary>What someone chose at the top of a dashboard. A variable that is not named is at "All".</summary>
internal sealed record Choice(IReadOnlyDictionary<string, string[]> Chosen)
{
    public static Choice All { get; } = new(new Dictionary<string, string[]>());

    public static Choice Of(params (string Variable, string[] Values)[] chosen) => new(chosen.ToDictionary(one => one.Variable, one => one.Values));

    /// <summary>The one value of a variable that holds one.</summary>
    public string One(string variable) => Chosen[variable].Single();

    public bool Has(string variable, string value) => !Chosen.TryGetValue(variable, out var values) || values.Contains(value);

    public Choice And(string variable, params string[] values) => new(new Dictionary<string, string[]>(Chosen) { [variable] = values });
}
