using System.Text;
using Arena.Ingest.Ledger.Postgres;
using Arena.Wire;

namespace Arena.Ingest.Hosting;

/// <summary>The settings of a ledger that several ingest services share.</summary>
internal sealed partial class SettingsReader
{
    // With the longest site it still makes a client id of 128.
    private const int LongestName = 50;

    private PostgresOptions? ReadLedger(string data)
    {
        if (settings.Ledger is null)
        {
            foreach (var (option, value) in ((string, string?)[])[("--ledger-tls", settings.LedgerTls), ("--ledger-ca", settings.LedgerCa), ("--instance", settings.Instance), ("--share", settings.Share)])
            {
                if (value is not null)
                    _faults.Add($"{option} is for several ingest services at one ledger: name it with --ledger, or leave {option} out.");
            }

            return null;
        }

        if (settings.Influx is null)
            _faults.Add("--ledger needs --influx: services that share a ledger must share the samples too, and the embedded store is one program's own file.");
        if (settings.LedgerTls is not (null or "on" or "off"))
            _faults.Add($"--ledger-tls {settings.LedgerTls} is not possible: write on or off.");
        if (settings.LedgerCa is { } authority && !File.Exists(authority))
            _faults.Add($"--ledger-ca {authority} is not there: name a readable PEM file.");
        if (settings.LedgerCa is not null && settings.LedgerTls == "off")
            _faults.Add("--ledger-ca and --ledger-tls off contradict each other: leave one out.");
        var address = PostgresAddress.Parse(settings.Ledger, out var fault);
        if (fault is not null)
            _faults.Add($"--ledger {fault}.");
        var instance = ReadInstance(data);
        return address is null ? null : new PostgresOptions
        {
            Hosts = address.Hosts,
            Database = address.Database,
            User = address.User,
            Password = ReadSecret("ledger.password", needed: false),
            Tls = settings.LedgerTls == "on" || (settings.LedgerTls is null && (settings.LedgerCa is not null || !address.IsLocal)),
            Authority = settings.LedgerCa,
            Instance = instance,
        };
    }

    private string ReadInstance(string data)
    {
        if (settings.Instance is null)
            return SlugOf($"{Environment.MachineName}-{Path.GetFileName(data)}");
        if (!IsName(settings.Instance))
            _faults.Add($"--instance {settings.Instance} is no name: write 1 to {LongestName} characters a–z, 0–9 and hyphen.");
        return settings.Instance;
    }

    private string ReadShare()
    {
        var share = settings.Share ?? "arena-ingest";
        if (!IsName(share))
            _faults.Add($"--share {share} is no name: write 1 to {LongestName} characters a–z, 0–9 and hyphen.");
        return share;
    }

    private static bool IsName(string name) => name.Length <= LongestName && Slug.IsValid(name);

    // Small letters, digits and single hyphens of a text.
    private static string SlugOf(string text)
    {
        var slug = new StringBuilder(text.Length);
        foreach (var letter in text.ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(letter))
                slug.Append(letter);
            else if (slug.Length > 0 && slug[^1] != '-')
                slug.Append('-');
        }

        if (slug.Length > LongestName)
            slug.Length = LongestName;
        return slug.ToString().Trim('-');
    }
}
