using System.IO.Pipelines;
using Arena.Ingest.Decoding;
using Arena.Wire;

namespace Arena.Ingest.Api.Samples;

/// <summary>A row of an answer.</summary>
/// <param name="Time">Of the sample, or the start of the window.</param>
/// <param name="Value">In the quantity's unit.</param>
/// <param name="Third">Quality of a sample, or the window's count.</param>
internal readonly record struct SampleRow(UnixTime Time, double Value, long Third);

/// <summary>Writes rows as they come, in one of the formats.</summary>
internal abstract class SampleFormat : IDisposable
{
    /// <summary>As written in <c>Content-Type</c>.</summary>
    public abstract string ContentType { get; }

    /// <summary>The beginning of the answer.</summary>
    public abstract void Begin(PipeWriter output, SampleQuery query);

    /// <summary>The beginning of a series; its rows follow.</summary>
    public abstract void BeginSeries(CatalogueSeries series);

    public abstract void Row(in SampleRow row);

    /// <summary>The end of a series.</summary>
    public virtual void EndSeries()
    {
    }

    /// <summary>The end of the answer.</summary>
    public virtual void End()
    {
    }

    /// <summary>Hands over to the output what is still held back.</summary>
    public virtual void Flush()
    {
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
    }
}
