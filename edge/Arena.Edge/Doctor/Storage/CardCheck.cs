using System.Globalization;

namespace Arena.Edge.Doctor.Storage;

/// <summary>Wear of the machine's cards, where they tell. Source: Documentation/ABI/testing/sysfs-devices-mmc; JEDEC JESD84-B51, EXT_CSD 267–269.</summary>
/// <remarks>
/// <code>
/// pre_eol_info   0x01 normal · 0x02 80 % of the spare blocks used · 0x03 90 %
/// life_time      two kinds of cells, each 0x01 (0–10 % used) … 0x0a (90–100 %) · 0x0b beyond
/// </code>
/// eMMC tells these; an SD card does not, only its name and date of manufacture.
/// </remarks>
internal static class CardCheck
{
    private const int Beyond = 0x0B;
    private const int NearlyUsed = 0x09;

    public static Finding Look(Roots roots)
    {
        var cards = Roots.Folders(Path.Combine(roots.Sys, "block"), "mmcblk*").Where(card => Roots.Text(card, "device/type") is not null).ToList();
        if (cards.Count == 0) return Finding.Skipped($"This machine has no SD card or eMMC.");
        var findings = cards.ConvertAll(Judge);
        return findings.MaxBy(finding => finding.Status switch { CheckStatus.Failed => 3, CheckStatus.Warning => 2, CheckStatus.Ok => 1, _ => 0 })! with
        {
            Dump = string.Join('\n', findings.Select(finding => finding.Dump)),
        };
    }

    private static Finding Judge(string card)
    {
        var name = $"{Path.GetFileName(card)}, {Roots.Text(card, "device/name")} of {Roots.Text(card, "device/date")}";
        var (spare, life) = (Roots.Text(card, "device/pre_eol_info"), Roots.Text(card, "device/life_time"));
        var worn = (life ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Hex).DefaultIfEmpty(0).Max();
        var dump = $"{name}: type {Roots.Text(card, "device/type")}, pre_eol_info {spare ?? "-"}, life_time {life ?? "-"}";
        if (Hex(spare ?? "") >= 3 || worn >= Beyond) return Finding.Failed($"The card {name} is worn out.", $"Replace it soon: 'arena-edge drain' hands over what is not sent yet.") with { Dump = dump };
        if (Hex(spare ?? "") == 2 || worn >= NearlyUsed) return Finding.Warning($"The card {name} is nearly worn out.", $"Plan its replacement.") with { Dump = dump };
        if (worn > 0) return Finding.Ok($"The card {name} has at most {worn * 10} % of its life used.") with { Dump = dump };
        return Finding.Skipped($"The card {name} does not tell how worn it is.") with { Dump = dump };
    }

    private static int Hex(string text) =>
        int.TryParse(text.StartsWith("0x", StringComparison.Ordinal) ? text.AsSpan(2) : text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
