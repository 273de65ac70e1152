using Arena.Edge.Tests.Wire;
using Arena.Ingest.Decoding;
using Arena.Wire;
using Arena.Wire.Batches;
using Xunit;

namespace Arena.Ingest.Tests.Decoding;

/// <summary>Ingest's half of the wire contract: it reads the golden files as they are meant.</summary>
public sealed class GoldenFileTests
{
    public static TheoryData<string> Refused() => [.. WireFiles.Names("v1/refused")];

    [Fact]
    public void A_sealed_batch_is_read_with_its_number_and_every_sample()
    {
        var reading = Read("batch.json");
        Assert.Equal(Reason.None, reading.Fault);
        Assert.Empty(reading.Rejected);
        Assert.NotEmpty(reading.Samples);
        Assert.NotNull(reading.Epoch);
        Assert.True(reading.Sequence > 0);
        Assert.Contains(reading.Samples, sample => sample.Quality != Quality.Good);
    }

    [Fact]
    public void A_foreign_pack_is_read_without_a_number()
    {
        var reading = Read("foreign.json");
        Assert.Equal(Reason.None, reading.Fault);
        Assert.Empty(reading.Rejected);
        Assert.Contains(reading.Samples, sample => sample.Value < 0);
        Assert.Null(reading.Epoch);
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void A_refused_file_is_quarantined_for_the_reason_in_its_name(string file)
    {
        var admission = Judging.Judge(WireFiles.Read($"v1/refused/{file}"), contentType: ContentTypes.Senml);
        Assert.Contains(file.Split('.')[0], admission.Quarantined.Select(entry => entry.Reason.Slug()));
    }

    private static BatchReading Read(string file)
    {
        var reading = new BatchReading();
        new BatchReader().Read(WireFiles.Read($"v1/{file}"), reading);
        return reading;
    }
}
