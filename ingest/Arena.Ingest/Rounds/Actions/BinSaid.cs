using System.Text.Json.Serialization;
using Arena.Ingest.Said;

namespace Arena.Ingest.Rounds.Actions;

/// <summary>What is kept of a tap at a bin: an action, or an undo of one.</summary>
internal sealed record BinSaid : ISaid
{
    /// <summary>The phone's own name for the tap, 32 hexadecimal digits: sent twice, it is said once.</summary>
    public required string Action { get; init; }

    /// <summary>When it was tapped.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Name of a <see cref="BinActionKind"/>; null for an undo.</summary>
    public string? What { get; init; }

    /// <summary>Why a bin was skipped.</summary>
    public string? Why { get; init; }

    public string? Note { get; init; }

    /// <summary>Name of the action that is taken back; null for an action.</summary>
    public string? Undoes { get; init; }
}

/// <summary>How it lies in the file.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(BinSaid))]
internal sealed partial class BinJson : JsonSerializerContext;

/// <summary><c>bins.db</c>: everything that was said of bins; the subject is the bin's point.</summary>
internal sealed class BinLog(string folder) : SaidLog<BinSaid>(Path.Combine(folder, "bins.db"), BinJson.Default.BinSaid)
{
    /// <summary>Subject of an undo that came before what it undoes: its bin is not known yet.</summary>
    public const string NotYetKnown = "-";
}
