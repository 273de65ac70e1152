namespace Arena.Site.Reading;

/// <summary>The words a manifest chooses from.</summary>
internal static class Vocabulary
{
    public const string Bin = "bin";
    public const string Node = "node";

    public static readonly string[] Shapes = ["pitch", "stand", "building", "path", "parking"];

    public static readonly string[] Groups =
    [
        Bin, "incomer", "floodlight", "kitchen", "ventilation", "solar", "ev-charger", "heat", "water", "climate", "turnstile", "bicycle", "car", Node, "other",
    ];

    /// <summary>After the national waste signage (Avfall Sverige, 2020), and deposit cans and bottles.</summary>
    public static readonly string[] Fractions = ["residual", "food", "plastic", "paper-packaging", "metal", "glass", "paper", "deposit"];

    public static readonly string[] Media = ["electricity", "heat", "water"];

    public static readonly string[] Kinds = ["s0", "fill", "weight", "lid", "temperature", "air", "current", "dc", "han", "health"];

    /// <summary>What a node tells about itself.</summary>
    public static readonly string[] Health = ["cpu_temperature", "cpu_load", "memory_used", "disk_free", "uptime", "outbox_batches", "pulses_lost", "clock_error"];
}
