namespace Arena.Ingest.Api.Guard;

/// <summary>What someone may do. Which roles have it: <see cref="Rights"/>.</summary>
internal enum Right
{
    /// <summary>See what is shown: everyone, without signing in.</summary>
    View,

    /// <summary>Say what was done at the ground: bins, sorting checks, phases by hand, and take it back.</summary>
    Act,

    /// <summary>Make, change, call off and import matches.</summary>
    Plan,

    /// <summary>Look after sensors and nodes: payloads in quarantine, a sensor that was cleaned or mended.</summary>
    Tend,

    /// <summary>Trials, photos of sorting checks, who did what as an export.</summary>
    Study,

    /// <summary>People, links, PINs, and the record of who did what.</summary>
    Manage,
}
