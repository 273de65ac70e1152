using Arena.Site.Yaml;

namespace Arena.Site.Reading;

/// <summary>Reads <c>matches</c>.</summary>
internal static class MatchReader
{
    public static IReadOnlyList<MatchDraft> Read(Field field, TimeZoneInfo? zone, int? capacity, Faults faults) =>
        [.. field.Entries().Select(entry => Match(entry, zone, capacity, faults))];

    private static MatchDraft Match(YamlEntry entry, TimeZoneInfo? zone, int? capacity, Faults faults)
    {
        var name = NameFields.NameOf("match", entry.Key, faults);
        if (Fields.Open(entry.Value, $"match '{Quoting.Short(name)}'", faults, "opponent", "kick_off", "expected_attendance") is not { } fields)
            return new MatchDraft(name, entry.Key.At, null, null);
        var opponent = fields.Required("opponent").Display();
        var kickOff = fields.Required("kick_off");
        var time = kickOff.LocalTime(zone);
        var attendance = Attendance(fields.Required("expected_attendance"), capacity);
        var match = opponent is null || time is null || attendance is null ? null : new Match(name, opponent, time.Value, attendance.Value);
        return new MatchDraft(name, kickOff.At, time, match);
    }

    private static int? Attendance(Field field, int? capacity)
    {
        var attendance = field.Integer(0, 500_000);
        if (attendance is null || capacity is null || attendance <= capacity)
            return attendance;
        field.Refuse($"is {attendance}, and the venue holds {capacity}", $"Write at most {capacity}, or correct 'capacity'.");
        return null;
    }
}

/// <summary>A match as written.</summary>
internal sealed record MatchDraft(string Name, Mark At, DateTime? KickOff, Match? Match);
