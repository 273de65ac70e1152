using System.Text.RegularExpressions;
using Arena.Site;
using Xunit;

namespace Arena.Edge.Tests.Site;

/// <summary>What the technician's pages show is what the reader takes and says.</summary>
public class HardwarePagesTests
{
    private static readonly string Folder = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Venue.Path)!, ".."));

    [Theory]
    [InlineData("s0-meter")]
    [InlineData("fill-level")]
    [InlineData("weight")]
    [InlineData("lid")]
    [InlineData("temperature")]
    [InlineData("current-clamp")]
    [InlineData("dc-power")]
    public void The_example_of_a_page_fits_the_venue(string page)
    {
        var example = Assert.Single(File.ReadLines(Path.Combine(Folder, page, "README.md")), line => line.TrimStart().StartsWith("- { kind: ", StringComparison.Ordinal));
        var sensor = Regex.Match(example, "kind: [a-z0-9]+, point: [a-z0-9-]+,", RegexOptions.None, TimeSpan.FromSeconds(1)).Value;
        var written = Assert.Single(Venue.Text.Split('\n'), line => line.Contains(sensor, StringComparison.Ordinal));

        Assert.Empty(SiteReader.Read(Venue.Text.Replace(written, $"      {example.TrimStart()}")).Describe());
    }

    [Fact]
    public void The_faults_shown_are_the_faults_told()
    {
        const string clash = "point: ventilation-clubhouse, line: 12,";
        var near = Assert.Single(Venue.Text.Split('\n'), line => line.Contains("kind: fill, point: bin-south-3-food,", StringComparison.Ordinal));
        var spoilt = Venue.Text
            .Replace(clash, clash.Replace("12", "5"))
            .Replace(near, Regex.Replace(near, "full_cm: [0-9]+", "full_cm: 18", RegexOptions.None, TimeSpan.FromSeconds(1)));
        var shown = File.ReadLines(Path.Combine(Folder, "README.md")).Where(line => line.Contains(". Fix: ", StringComparison.Ordinal)).Select(line => line.Trim());

        Assert.Equal(shown, SiteReader.Read(spoilt, Venue.RelativePath).Describe());
    }
}
