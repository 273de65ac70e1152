using System.Text;
using Arena.Wire;
using Arena.Wire.Acknowledgements;
using Arena.Wire.Batches;
using Arena.Wire.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Arena.Edge.Tests.Wire;

public sealed class WirePropertyTests
{
    private static readonly Arbitrary<Sample[]> Samples = (
        from samples in (
            from point in Gen.Elements("incomer", "bin-north-03-food", "a", "kitchen-main")
            from quantity in Gen.Elements(Quantities.All.ToArray())
            from us in Gen.Choose(0, int.MaxValue)
            from value in ArbMap.Default.GeneratorFor<NormalFloat>()
            from quality in Gen.Choose(0, 63)
            select new Sample(new SeriesName(point, quantity), new UnixTime(1_795_000_000_000_000 + us), value.Get, (Quality)quality)).ArrayOf()
        where samples.Length > 0
        select samples).ToArbitrary();

    [Fact]
    public void Reading_a_sealed_batch_gives_the_samples_back_bit_for_bit() =>
        Prop.ForAll(Samples, samples =>
        {
            var batch = SealedBatch.Seal(Some.Epoch, 7, samples);
            var reading = new BatchReading();
            new BatchReader().Read(batch.Payload.Span, reading);
            return reading.Fault == Reason.None
                && reading.Sequence == 7
                && reading.Samples.SequenceEqual(samples)
                && reading.Samples.Zip(samples).All(pair => BitConverter.DoubleToInt64Bits(pair.First.Value) == BitConverter.DoubleToInt64Bits(pair.Second.Value));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void No_bytes_make_a_reader_throw() =>
        Prop.ForAll<byte[]>(ReadEverything).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    [Fact]
    public void No_mutation_of_a_good_payload_makes_a_reader_throw()
    {
        string[] files = ["v1/batch.json", "v1/foreign.json", "v1/acknowledgement.json", "v1/acknowledgement-chain.json", "v1/gaps.json", "v1/gaps-only.json", "v1/meta.json", "v1/state-online.json"];
        var mutation =
            from file in Gen.Elements(files)
            from edits in Gen.Choose(0, 1_000_000).Two().ListOf()
            select (file, edits);

        Prop.ForAll(mutation.ToArbitrary(), given =>
        {
            var bytes = WireFiles.Read(given.file);
            foreach (var (at, value) in given.edits)
                bytes[at % bytes.Length] = (byte)value;
            ReadEverything(bytes);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3_000));
    }

    [Fact]
    public void A_batch_cut_at_any_byte_is_refused_whole()
    {
        var bytes = WireFiles.Read("v1/batch.json");
        var reading = new BatchReading();
        var reader = new BatchReader();
        for (var length = 0; length < bytes.Length; length++)
        {
            reader.Read(bytes.AsSpan(0, length), reading);
            Assert.NotEqual(Reason.None, reading.Fault);
            Assert.Empty(reading.Samples);
        }
    }

    [Fact]
    public void A_pack_too_large_in_bytes_or_records_is_refused_before_it_costs_anything()
    {
        var reading = new BatchReading();
        new BatchReader().Read(new byte[(256 * 1024) + 1], reading);
        Assert.Equal(Reason.PayloadTooLarge, reading.Fault);

        var records = "[" + string.Join(',', Enumerable.Repeat("""{"n":"a/co2"}""", 5_001)) + "]";
        new BatchReader().Read(Encoding.UTF8.GetBytes(records), reading);
        Assert.Equal(Reason.TooManyRecords, reading.Fault);
    }

    [Fact]
    public void Reading_a_batch_again_allocates_nothing_but_what_the_pack_is_worth()
    {
        var payload = WireFiles.Read("v1/batch.json");
        var (reader, reading) = (new BatchReader(), new BatchReading());
        for (var i = 0; i < 100; i++)
            reader.Read(payload, reading);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
            reader.Read(payload, reading);
        var perSample = (GC.GetAllocatedBytesForCurrentThread() - before) / (1_000.0 * reading.Samples.Count);

        // Only the epoch's 32 characters and a list enumerator are made anew, once a pack.
        Assert.True(perSample < 64, $"{perSample} bytes a sample");
    }

    private static void ReadEverything(byte[] bytes)
    {
        var reading = new BatchReading();
        new BatchReader().Read(bytes, reading);
        _ = Acknowledgement.TryParse(bytes, out _, out _);
        _ = NodeMeta.TryParse(bytes, out _);
        _ = NodeState.TryParse(bytes, out _);
        _ = Topic.TryParse(Encoding.Latin1.GetString(bytes), out _);
    }
}
