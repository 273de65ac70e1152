using System.Globalization;
using Arena.Wire;

namespace Arena.Ingest.Matches.Calendar;

/// <summary>
/// Reads the events of an iCalendar file (RFC 5545), strictly: what would have to be guessed is refused with its line. Alarms, to-dos and time zones of the
/// file's own are passed over; a TZID is an IANA name.
/// </summary>
internal sealed class CalendarReader(TimeZoneInfo venue)
{
    /// <summary>Most events of one file.</summary>
    public const int MostEvents = 500;

    private static readonly string[] Recurring = ["RRULE", "RDATE", "EXDATE", "EXRULE", "RECURRENCE-ID"];

    /// <exception cref="CalendarFault">The first thing that can't be read.</exception>
    public IReadOnlyList<CalendarEntry> Read(string text)
    {
        var entries = new List<CalendarEntry>();
        var open = new Stack<string>();
        List<ContentLine>? entry = null;
        var last = 1;
        foreach (var line in ContentLine.All(text))
        {
            last = line.Number;
            var component = line.Value.Trim().ToUpperInvariant();
            if (open.Count == 0 && (line.Name != "BEGIN" || component != "VCALENDAR"))
                throw new CalendarFault(line.Number, "This is no calendar: it doesn't begin with BEGIN:VCALENDAR.", "Export the calendar as iCalendar (.ics), and send the file as it is.");
            if (line.Name == "BEGIN")
            {
                open.Push(component);
                if (component == "VEVENT")
                    entry = [line];
            }
            else if (line.Name == "END")
            {
                if (open.Pop() != component)
                    throw new CalendarFault(line.Number, $"END:{component} ends something else.", "The file is damaged: export it again.");
                if (component == "VEVENT")
                    Add(entries, Entry(entry!));
            }
            else if (open.Peek() == "VEVENT")
            {
                entry!.Add(line);
            }
        }

        if (open.Count > 0 || text.Length == 0)
            throw new CalendarFault(last, open.Count > 0 ? $"The file ends within {open.Peek()}." : "The file is empty.", "Export the calendar again, and send the whole file.");
        return entries;
    }

    private static void Add(List<CalendarEntry> entries, (CalendarEntry Entry, int Line) read)
    {
        if (entries.Exists(each => each.Uid == read.Entry.Uid))
            throw new CalendarFault(read.Line, $"The UID {read.Entry.Uid} is there twice.", "Give each event a UID of its own.");
        if (entries.Count == MostEvents)
            throw new CalendarFault(read.Line, $"The file has more than {MostEvents} events.", "Send one season at a time.");
        entries.Add(read.Entry);
    }

    private (CalendarEntry Entry, int Line) Entry(List<ContentLine> lines)
    {
        var begin = lines[0].Number;
        if (lines.Find(line => Recurring.Contains(line.Name)) is { } recurring)
            throw new CalendarFault(recurring.Number, $"{recurring.Name}: this event comes again and again.", "A match is played once: write each as an event of its own.");
        var uid = One("UID").Value.Trim();
        var summary = One("SUMMARY").Text().Trim();
        if (uid.Length is 0 or > 255 || summary.Length is 0 or > 200)
            throw new CalendarFault(begin, "An event has an empty or a very long UID or SUMMARY.", "Give it a UID of 1 to 255 and a SUMMARY of 1 to 200 characters.");
        var start = One("DTSTART");
        var from = Time(start);
        if (lines.Find(line => line.Name == "DTEND") is { } end && Time(end) <= from)
            throw new CalendarFault(end.Number, "The event ends before it begins.", "Write a DTEND later than DTSTART.");
        var cancelled = lines.Exists(line => line.Name == "STATUS" && line.Value.Trim().Equals("CANCELLED", StringComparison.OrdinalIgnoreCase));
        return (new CalendarEntry(uid, summary, from, cancelled), begin);

        ContentLine One(string name)
        {
            var found = lines.FindAll(line => line.Name == name);
            return found.Count == 1
                ? found[0]
                : throw new CalendarFault(begin, $"An event has {(found.Count == 0 ? "no" : "more than one")} {name}.", $"Each event has one {name}.");
        }
    }

    private UnixTime Time(ContentLine line)
    {
        var text = line.Value.Trim();
        if (line.Parameters.GetValueOrDefault("VALUE") == "DATE" || text.Length == 8)
            throw new CalendarFault(line.Number, $"{line.Name} is a day without a time.", "Give the kick-off its time: 20261107T130000.");
        var utc = text.EndsWith('Z');
        if (!DateTime.TryParseExact(utc ? text[..^1] : text, "yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
            throw new CalendarFault(line.Number, $"{line.Name} is no time: \"{text}\".", "Write 20261107T130000, with a Z after it for UTC or a TZID before it.");
        var zone = utc ? TimeZoneInfo.Utc : Zone(line);
        if (zone.IsInvalidTime(time))
            throw new CalendarFault(line.Number, $"{text} doesn't exist in {zone.Id}: the clock is put forward over it.", "Write the time an hour later, or in UTC.");
        return UnixTime.From(new DateTimeOffset(DateTime.SpecifyKind(time, DateTimeKind.Unspecified), zone.GetUtcOffset(time)));
    }

    // Without a zone it is local time wherever it is read (section 3.3.5): the venue's.
    private TimeZoneInfo Zone(ContentLine line)
    {
        if (!line.Parameters.TryGetValue("TZID", out var id))
            return venue;
        return TimeZoneInfo.TryFindSystemTimeZoneById(id.TrimStart('/'), out var zone)
            ? zone
            : throw new CalendarFault(line.Number, $"There is no time zone \"{id}\".", "Use an IANA name such as Europe/Stockholm, or times in UTC.");
    }
}
