namespace Arena.Site;

/// <summary>Something wrong in a manifest.</summary>
/// <param name="Line">1-based line in the file.</param>
/// <param name="Column">1-based column.</param>
/// <param name="What">What is wrong, naming the thing.</param>
/// <param name="Fix">What to write instead.</param>
public sealed record ManifestFault(int Line, int Column, string What, string Fix);

/// <summary>What reading a manifest gave: a manifest without fault, or every fault in it.</summary>
public sealed record SiteReading(SiteManifest? Manifest, IReadOnlyList<ManifestFault> Faults);
