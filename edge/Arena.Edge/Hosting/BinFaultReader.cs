using System.Globalization;
using Arena.Edge.Hardware.Virtual.Venue.Bins;
using Arena.Site;
using Arena.Wire;

namespace Arena.Edge.Hosting;

/// <summary>Reads <c>--bin-fault BIN=FAULT[@TIME]</c>, several between commas.</summary>
internal sealed class BinFaultReader(SiteManifest? site, HardwareDriver hardware, TimeProvider time, List<string> faults)
{
    public IReadOnlyList<BinFault> Read(string? text)
    {
        if (text is null)
            return [];
        if (hardware != HardwareDriver.Virtual)
        {
            faults.Add($"--bin-fault {text} is for virtual hardware only: leave it out with --hardware {HardwareDrivers.NameOf(hardware)}");
            return [];
        }

        return [.. text.Split(',', StringSplitOptions.TrimEntries).Select(ReadOne).OfType<BinFault>()];
    }

    private BinFault? ReadOne(string text)
    {
        var parts = text.Split('=', 2);
        var what = parts.ElementAtOrDefault(1)?.Split('@', 2) ?? [""];
        var (bin, kind, since) = (parts[0], what[0], what.ElementAtOrDefault(1));
        if (site is not null && !site.Nodes.SelectMany(node => node.Sensors).OfType<FillPlan>().Any(plan => plan.Point == bin))
            return Wrong($"--bin-fault {text}: there is no bin '{bin}' with a range finder in the manifest");
        if (!BinFault.Kinds.TryGetValue(kind, out var known))
            return Wrong($"--bin-fault {text}: give BIN={string.Join(", BIN=", BinFault.Kinds.Keys)}");
        if (since is null)
            return new BinFault(bin, known, UnixTime.From(time.GetUtcNow()));
        return DateTimeOffset.TryParseExact(since, "yyyy-MM-dd'T'HH:mm:ssK", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var from)
            ? new BinFault(bin, known, UnixTime.From(from))
            : Wrong($"--bin-fault {text}: {since} is no time: write RFC 3339 in whole seconds, 2026-11-22T14:40:00Z");
    }

    private BinFault? Wrong(string fault)
    {
        faults.Add(fault);
        return null;
    }
}
