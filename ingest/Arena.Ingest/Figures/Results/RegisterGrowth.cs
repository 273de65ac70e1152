using Arena.Ingest.Decoding;
using Arena.Ingest.Insight;
using Arena.Ingest.Store;
using Arena.Wire;

namespace Arena.Ingest.Figures.Results;

/// <summary>How much registers grew in a span, from the last reading before it, as <see cref="RegisterDay"/> counts.</summary>
internal sealed class RegisterGrowth(ISampleStore store)
{
    // A register is published every few seconds to minutes.
    private static readonly TimeSpan Before = TimeSpan.FromHours(2);

    /// <summary>Growth of all of them together, in their unit; null when none has a reading in the span.</summary>
    /// <exception cref="StoreUnavailableException">They can't be read now.</exception>
    public async ValueTask<double?> OfAsync(IEnumerable<CatalogueSeries> registers, UnixTime from, UnixTime to, CancellationToken cancellationToken)
    {
        double? sum = null;
        foreach (var register in registers)
        {
            var growth = new RegisterDay();
            growth.Begin(from);
            await foreach (var sample in store.ReadAsync(register.Name, from - Before, to, cancellationToken))
                growth.Add(sample.Time, sample.Value, sample.Quality);
            if (growth.Total is { } total)
                sum = (sum ?? 0) + total;
        }

        return sum;
    }
}
