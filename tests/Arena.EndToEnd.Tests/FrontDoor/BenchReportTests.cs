using Arena.Benchmarks.Report;
using Arena.EndToEnd.Tests.Processes;
using Xunit;

namespace Arena.EndToEnd.Tests.FrontDoor;

/// <summary>The table that <c>./arena bench</c> ends with, and the last result it compares with.</summary>
[Trait("Category", "Check")]
public sealed class BenchReportTests : IDisposable
{
    private static readonly Machine Somewhere = new("Some CPU", 2, 8, "6.1", ".NET 10.0");
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    private readonly TempFolder _folder = new();
    private readonly BenchReport _report = new();

    private string Kept => _folder.Child("bench/last.json");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0.9, "holds")]
    [InlineData(0.89, "MISSED")]
    public void A_limit_stands_beside_its_figure_and_whether_it_holds(double value, string verdict)
    {
        _report.Add("Speed", "ours : theirs", value, "×", limit: Limit.NoLessThan(0.9));

        Assert.Contains($"≥ 0.9  {verdict}", Row("ours : theirs"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.333, "holds")]
    [InlineData(0.334, "MISSED")]
    public void A_third_at_most_is_a_limit_from_above(double value, string verdict)
    {
        _report.Add("Speed", "CPU", value, "×", limit: Limit.NoMoreThan(1 / 3.0));

        Assert.Contains($"≤ 0.3333  {verdict}", Row("CPU"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_figure_shows_its_change_against_the_last_run()
    {
        _report.Add("Speed", "slower", 88, "samples/s");
        _report.Add("Speed", "faster", 300, "samples/s");
        _report.Add("Speed", "as before", 100.2, "samples/s");
        _report.Add("Speed", "new", 100, "samples/s");
        var earlier = new BenchReport();
        foreach (var name in (string[])["slower", "faster", "as before"]) earlier.Add("Speed", name, 100, "samples/s");
        LastResult.Read(Kept).Keep(earlier, Somewhere, Noon);

        Assert.Contains("−12 %", Row("slower"), StringComparison.Ordinal);
        Assert.Contains("+200 %", Row("faster"), StringComparison.Ordinal);
        Assert.Contains("±0 %", Row("as before"), StringComparison.Ordinal);
        Assert.DoesNotContain("%", Row("new"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_figure_in_another_unit_is_not_compared()
    {
        var earlier = new BenchReport();
        earlier.Add("Speed", "read", 1, "ms");
        LastResult.Read(Kept).Keep(earlier, Somewhere, Noon);
        _report.Add("Speed", "read", 1_000, "ns");

        Assert.DoesNotContain("%", Row("read"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_of_some_benchmarks_keeps_the_last_result_of_the_others()
    {
        var all = new BenchReport();
        all.Add("Speed", "one", 1, "B");
        all.Add("Speed", "other", 2, "B");
        LastResult.Read(Kept).Keep(all, Somewhere, Noon);
        var some = new BenchReport();
        some.Add("Speed", "one", 3, "B");
        LastResult.Read(Kept).Keep(some, Somewhere, Noon.AddHours(1));

        var last = LastResult.Read(Kept);

        Assert.Equal(3, last.Before(some.Figures[0]));
        Assert.Equal(2, last.Before(all.Figures[1]));
    }

    [Fact]
    public void A_spoilt_last_result_is_named_with_what_to_do()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Kept)!);
        File.WriteAllText(Kept, "{ \"figures\": [");

        var fault = Assert.Throws<InvalidDataException>(() => LastResult.Read(Kept));

        Assert.Contains(Kept, fault.Message, StringComparison.Ordinal);
        Assert.Contains("delete it", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(950, "950", "ns")]
    [InlineData(5_210, "5.21", "µs")]
    [InlineData(42_500_000, "42.5", "ms")]
    [InlineData(2_000_000_000, "2.00", "s")]
    public void Nanoseconds_are_written_in_the_unit_they_fit(double nanoseconds, string value, string unit) =>
        Assert.Equal((value, unit), FigureText.Of(nanoseconds, "ns"));

    [Fact]
    public void Machine_and_versions_stand_below_the_table_and_what_is_wrong_last()
    {
        _report.Version("Mosquitto", "2.0.11");
        _report.Wrong("3 samples are missing");

        var text = ReportTable.Of(_report, Somewhere, _ => null);

        Assert.Contains("Some CPU, 2 cores, 8 GiB, Linux 6.1, .NET 10.0", text, StringComparison.Ordinal);
        Assert.Contains("Mosquitto 2.0.11", text, StringComparison.Ordinal);
        Assert.EndsWith("WRONG: 3 samples are missing\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_number_or_twice_there_is_refused()
    {
        _report.Add("Speed", "one", 1, "B");

        Assert.Throws<ArgumentException>(() => _report.Add("Speed", "one", 2, "B"));
        Assert.Throws<ArgumentException>(() => _report.Add("Speed", "none", double.NaN, "B"));
    }

    private string Row(string name) =>
        ReportTable.Of(_report, Somewhere, LastResult.Read(Kept).Before).Split('\n').Single(line => line.StartsWith("  " + name, StringComparison.Ordinal));
}
