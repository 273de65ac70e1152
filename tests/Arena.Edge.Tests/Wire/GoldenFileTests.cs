using System.Text;
using Arena.Wire;
using Arena.Wire.Acknowledgements;
using Arena.Wire.Batches;
using Arena.Wire.Gaps;
using Arena.Wire.Nodes;
using Xunit;

namespace Arena.Edge.Tests.Wire;

public sealed class GoldenFileTests
{
    [Fact]
    public void The_edge_seals_exactly_the_golden_batch()
    {
        var batch = SealedBatch.Seal(Some.Epoch, 42, Some.Batch());

        Assert.Equal(Text("v1/batch.json"), Encoding.UTF8.GetString(batch.Payload.Span));
        Assert.Equal(System.Security.Cryptography.SHA256.HashData(WireFiles.Read("v1/batch.json")), batch.Hash.ToArray());
    }

    [Fact]
    public void The_golden_batch_reads_as_the_samples_it_was_sealed_from()
    {
        var reading = Read("v1/batch.json");

        Assert.Equal(Reason.None, reading.Fault);
        Assert.Empty(reading.Rejected);
        Assert.Equal((Some.Epoch, 42L), (reading.Epoch, reading.Sequence));
        Assert.Equal(Some.Batch(), reading.Samples);
    }

    [Fact]
    public void The_golden_foreign_pack_reads_without_epoch_and_seq()
    {
        var reading = Read("v1/foreign.json");

        Assert.Equal(Reason.None, reading.Fault);
        Assert.Empty(reading.Rejected);
        Assert.Null(reading.Epoch);
        Assert.Null(reading.Sequence);
        Assert.Equal(
            [
                Some.Sample("cold-room", Quantities.Temperature, -18.25),
                Some.Sample("cold-room", Quantities.Temperature, -18.5, 60),
                Some.Sample("cold-room-door", Quantities.LidOpen, 1, 61),
            ],
            reading.Samples);
    }

    [Fact]
    public void The_golden_acknowledgement_is_written_and_read()
    {
        var newer = new SequenceSet();
        newer.RaiseLow(41);
        newer.Add(new SequenceRange(43, 50));
        newer.Add(60);
        var older = new SequenceSet();
        older.RaiseLow(900);
        Assert.True(Epoch.TryParse("00000000000000000000000000000001", out var other));
        var acknowledgement = new Acknowledgement(
            1_795_320_000_000, [new EpochAcknowledgement(Some.Epoch, newer), new EpochAcknowledgement(other, older)]);

        Assert.Equal(Text("v1/acknowledgement.json"), Encoding.UTF8.GetString(acknowledgement.ToJson()));
        Assert.True(Acknowledgement.TryParse(WireFiles.Read("v1/acknowledgement.json"), out var read, out var fault), fault);
        Assert.Equal(acknowledgement.Generation, read.Generation);
        Assert.Equal(acknowledgement.Epochs.Select(Shape), read.Epochs.Select(Shape));
    }

    [Fact]
    public void The_golden_acknowledgement_with_a_chain_is_written_and_read()
    {
        var terminal = new SequenceSet();
        terminal.RaiseLow(2);
        var chain = BatchChain.Start.Next(Some.Hash(1)).Next(Some.Hash(2));
        var acknowledgement = new Acknowledgement(1_795_320_000_000, [new EpochAcknowledgement(Some.Epoch, terminal, chain)]);

        Assert.Equal(Text("v1/acknowledgement-chain.json"), Encoding.UTF8.GetString(acknowledgement.ToJson()));
        Assert.True(Acknowledgement.TryParse(WireFiles.Read("v1/acknowledgement-chain.json"), out var read, out var fault), fault);
        Assert.Equal(chain, Assert.Single(read.Epochs).Chain);
    }

    [Fact]
    public void The_golden_gaps_are_written_and_read()
    {
        Assert.Equal(Text("v1/gaps.json"), Encoding.UTF8.GetString(SealedBatch.Seal(Some.Epoch, 43, Some.Batch(), Some.Gaps()).Payload.Span));
        Assert.Equal(Text("v1/gaps-only.json"), Encoding.UTF8.GetString(SealedBatch.Seal(Some.Epoch, 44, [], Some.Gaps()).Payload.Span));

        Assert.Equal(Some.Gaps(), Read("v1/gaps.json").Gaps);
        Assert.Equal(Some.Batch(), Read("v1/gaps.json").Samples);
        var alone = Read("v1/gaps-only.json");
        Assert.Equal((Reason.None, 44L), (alone.Fault, alone.Sequence));
        Assert.Equal(Some.Gaps(), alone.Gaps);
        Assert.Empty(alone.Samples);
        Assert.Empty(alone.Rejected);
    }

    [Fact]
    public void The_golden_meta_and_states_are_written_and_read()
    {
        var meta = new NodeMeta(
            "node-kitchen", "1.0.0", "virtual", Some.Time.ToDateTimeOffset(), Some.Hex, ["kitchen-main/active_power", "kitchen-main/active_energy_import"]);
        Assert.Equal(Text("v1/meta.json"), Encoding.UTF8.GetString(meta.ToJson()));
        Assert.True(NodeMeta.TryParse(WireFiles.Read("v1/meta.json"), out var read));
        Assert.Equal((meta.Node, meta.Started, meta.Epoch), (read.Node, read.Started, read.Epoch));
        Assert.Equal(meta.Series, read.Series);

        var confirmed = new NodeState(true, Some.Hex, 42, 1_795_320_000_000, 41);
        Assert.Equal(Text("v1/state-confirmed.json"), Encoding.UTF8.GetString(confirmed.ToJson()));
        Assert.True(NodeState.TryParse(WireFiles.Read("v1/state-confirmed.json"), out var heard));
        Assert.Equal(confirmed, heard);

        var online = new NodeState(true, Some.Hex, 42);
        Assert.Equal(Text("v1/state-online.json"), Encoding.UTF8.GetString(online.ToJson()));
        Assert.True(NodeState.TryParse(WireFiles.Read("v1/state-online.json"), out var state));
        Assert.Equal(online, state);
        Assert.Equal(Text("v1/state-offline.json"), Encoding.UTF8.GetString(new NodeState(false).ToJson()));
        Assert.True(NodeState.TryParse(WireFiles.Read("v1/state-offline.json"), out var gone));
        Assert.False(gone.Online);
    }

    [Fact]
    public void The_golden_meta_with_calibrations_is_written_and_read()
    {
        var meta = new NodeMeta("node-kitchen", "1.0.0", "linux", Some.Time.ToDateTimeOffset(), Some.Hex, ["bin-north-1-food/cargo_weight"])
        {
            Calibrations = [new NodeCalibration("bin-north-1-food", "weight", new DateOnly(2026, 11, 20))],
        };
        Assert.Equal(Text("v1/meta-calibrated.json"), Encoding.UTF8.GetString(meta.ToJson()));
        Assert.True(NodeMeta.TryParse(WireFiles.Read("v1/meta-calibrated.json"), out var read));
        Assert.Equal(meta.Calibrations, read.Calibrations);
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void A_refused_pack_is_refused_for_the_reason_in_its_name(string file)
    {
        var reading = Read($"v1/refused/{file}");
        var expected = file[..file.IndexOf('.', StringComparison.Ordinal)];

        var found = reading.Fault != Reason.None ? reading.Fault : Assert.Single(reading.Rejected).Reason;
        Assert.Equal(expected, found.Slug());
    }

    public static TheoryData<string> Refused() => new(WireFiles.Names("v1/refused"));

    private static BatchReading Read(string name)
    {
        var reading = new BatchReading();
        new BatchReader().Read(WireFiles.Read(name), reading);
        return reading;
    }

    private static string Text(string name) => Encoding.UTF8.GetString(WireFiles.Read(name));

    private static (string Epoch, long Low, string Ranges) Shape(EpochAcknowledgement epoch) =>
        (epoch.Epoch.ToString(), epoch.Terminal.Low, string.Join(' ', epoch.Terminal.Ranges));
}
