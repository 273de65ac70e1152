using Arena.Wire;

namespace Arena.Ingest.Store;

/// <summary>What became of an admission in a database that samples lie in, before its batch is terminal.</summary>
internal struct AdmissionOutcome
{
    public required Admission Admission { get; init; }

    /// <summary>New samples that the database confirmed.</summary>
    public int Stored { get; set; }

    /// <summary>Samples that were there already with the same value.</summary>
    public int Duplicates { get; set; }

    /// <summary>Samples that decoding had accepted and that are quarantined now, or null for none.</summary>
    public List<QuarantineEntry>? Quarantined { get; set; }

    /// <summary>Of these, those the database knows otherwise or refused, or null for none.</summary>
    public List<Sample>? Refused { get; set; }
}
