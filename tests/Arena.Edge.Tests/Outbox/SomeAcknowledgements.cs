using Arena.Wire;
using Arena.Wire.Acknowledgements;

namespace Arena.Edge.Tests.Outbox;

/// <summary>Acknowledgements for tests, beside the other values of <see cref="Wire.Some"/>.</summary>
internal static class SomeAcknowledgements
{
    extension(Wire.Some)
    {
        public static Acknowledgement Acknowledgement(long generation, Epoch epoch, long low, params (long First, long Last)[] ranges)
        {
            var terminal = new SequenceSet();
            terminal.RaiseLow(low);
            foreach (var (first, last) in ranges) terminal.Add(new SequenceRange(first, last));
            return new Acknowledgement(generation, [new EpochAcknowledgement(epoch, terminal)]);
        }
    }
}
