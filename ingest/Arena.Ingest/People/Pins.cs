namespace Arena.Ingest.People;

/// <summary>Whose PIN is what, as hashes.</summary>
internal sealed class Pins(KeyFile file)
{
    private readonly Lock _gate = new();
    private Dictionary<string, PinHash>? _pins;

    private Dictionary<string, PinHash> All => _pins ??= new(file.Pins(), StringComparer.Ordinal);

    public bool Has(string person) => Find(person) is not null;

    /// <summary>Whether a PIN is this person's; false too when they have none.</summary>
    public bool Fits(string person, string pin) => Find(person)?.Fits(pin) ?? false;

    public void Set(string person, string pin)
    {
        var hash = PinHash.Of(pin);
        lock (_gate)
        {
            file.Put(person, hash);
            All[person] = hash;
        }
    }

    public void Clear(string person)
    {
        lock (_gate)
        {
            file.RemovePin(person);
            All.Remove(person);
        }
    }

    private PinHash? Find(string person)
    {
        lock (_gate)
            return All.GetValueOrDefault(person);
    }
}
