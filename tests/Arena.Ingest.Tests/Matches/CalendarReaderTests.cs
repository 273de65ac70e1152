using Arena.Ingest.Matches.Calendar;
using Xunit;

namespace Arena.Ingest.Tests.Matches;

/// <summary>Calendars as other programs write them, and what is refused of them.</summary>
public sealed class CalendarReaderTests
{
    private static readonly TimeZoneInfo Venue = TimeZoneInfo.FindSystemTimeZoneById("Europe/Stockholm");

    [Fact]
    public void Events_are_read_with_folded_lines_escapes_zones_and_what_is_between_them()
    {
        var entries = Read("""
            BEGIN:VCALENDAR
            VERSION:2.0
            PRODID:-//Someone//Calendar 1.0//EN
            BEGIN:VTIMEZONE
            TZID:Europe/Stockholm
            BEGIN:STANDARD
            DTSTART:19701025T030000
            RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
            END:STANDARD
            END:VTIMEZONE
            BEGIN:VEVENT
            UID:one@example
            DTSTAMP:20260101T000000Z
            DTSTART;TZID=Europe/Stockholm:20261107T130000
            DTEND;TZID=Europe/Stockholm:20261107T150000
            SUMMARY:IK Brage - Sandvikens
              IF\, omgång 30
            BEGIN:VALARM
            TRIGGER:-PT1H
            SUMMARY:Alarm
            END:VALARM
            END:VEVENT
            BEGIN:VEVENT
            UID:two@example
            DTSTART;X-NOTE="a:b;c":20260713T170000Z
            SUMMARY;LANGUAGE=sv:IK Brage – Falkenbergs FF
            STATUS:CANCELLED
            END:VEVENT
            BEGIN:VEVENT
            UID:three@example
            DTSTART:20260713T190000
            SUMMARY:Cup
            END:VEVENT
            END:VCALENDAR
            """);

        Assert.Equal(
            [("one@example", "IK Brage - Sandvikens IF, omgång 30", "2026-11-07T12:00:00Z", false), ("two@example", "IK Brage – Falkenbergs FF", "2026-07-13T17:00:00Z", true), ("three@example", "Cup", "2026-07-13T17:00:00Z", false)],
            entries.Select(entry => (entry.Uid, entry.Summary, entry.Start.ToString(), entry.Cancelled)));
    }

    [Theory]
    [InlineData("IK Brage - Sandvikens IF", "IK Brage", "Sandvikens IF")]
    [InlineData("IK Brage – Sandvikens IF", "IK Brage", "Sandvikens IF")]
    [InlineData("IK Brage vs. Sandvikens IF", "IK Brage", "Sandvikens IF")]
    [InlineData("IK Brage mot Sandvikens IF", "IK Brage", "Sandvikens IF")]
    [InlineData("Sandvikens IF", null, "Sandvikens IF")]
    [InlineData("Jönköpings-Södra", null, "Jönköpings-Södra")]
    public void A_title_names_two_teams_or_the_opponent(string title, string? home, string opponent) =>
        Assert.Equal((home, opponent), new CalendarEntry("uid", title, default, false).Teams());

    [Theory]
    [InlineData("RRULE:FREQ=WEEKLY", 6, "again and again")]
    [InlineData("RECURRENCE-ID:20261107T130000", 6, "again and again")]
    [InlineData("UID:other", 2, "more than one UID")]
    [InlineData("DTEND:20261107T120000Z", 6, "ends before it begins")]
    [InlineData("DTEND:soon", 6, "no time")]
    [InlineData("no colon", 6, "no line of a calendar")]
    [InlineData("X;=y:z", 6, "no parameter")]
    public void What_would_have_to_be_guessed_is_refused_with_its_line(string line, int at, string why) => Refused(
        $"BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:one\nDTSTART:20261107T130000Z\nSUMMARY:A - B\n{line}\nEND:VEVENT\nEND:VCALENDAR", at, why);

    [Theory]
    [InlineData("DTSTART;VALUE=DATE:20261107", "a day without a time")]
    [InlineData("DTSTART:20261107", "a day without a time")]
    [InlineData("DTSTART;TZID=Mars/Olympus:20261107T130000", "no time zone")]
    [InlineData("DTSTART:2026-11-07T13:00:00", "no time")]
    [InlineData("DTSTART:20260329T023000", "put forward")]
    [InlineData("DTSTAMP:20260101T000000Z", "no DTSTART")]
    public void A_kick_off_that_is_none_is_refused(string start, string why) =>
        Refused($"BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:one\nSUMMARY:A - B\n{start}\nEND:VEVENT\nEND:VCALENDAR", null, why);

    [Theory]
    [InlineData("", "empty")]
    [InlineData("BEGIN:VEVENT\nEND:VEVENT", "no calendar")]
    [InlineData("<html></html>", "no line")]
    [InlineData("BEGIN:VCALENDAR\nBEGIN:VEVENT", "ends within VEVENT")]
    [InlineData("BEGIN:VCALENDAR\nEND:VEVENT", "ends something else")]
    public void What_is_no_calendar_is_refused(string text, string why) => Refused(text, null, why);

    [Fact]
    public void A_UID_that_is_there_twice_is_refused()
    {
        const string match = "BEGIN:VEVENT\nUID:one\nDTSTART:20261107T130000Z\nSUMMARY:A - B\nEND:VEVENT\n";
        Refused($"BEGIN:VCALENDAR\n{match}{match}END:VCALENDAR", 7, "twice");
    }

    private static IReadOnlyList<CalendarEntry> Read(string text) => new CalendarReader(Venue).Read(text.ReplaceLineEndings("\r\n"));

    private static void Refused(string text, int? line, string why)
    {
        var fault = Assert.Throws<CalendarFault>(() => new CalendarReader(Venue).Read(text));
        Assert.Contains(why, fault.Message, StringComparison.Ordinal);
        Assert.NotEmpty(fault.Fix);
        if (line is not null)
            Assert.StartsWith($"Line {line}:", fault.Message, StringComparison.Ordinal);
    }
}
