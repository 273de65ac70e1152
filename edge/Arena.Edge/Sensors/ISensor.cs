using Arena.Site;
using Arena.Wire;

namespace Arena.Edge.Sensors;

/// <summary>One sensor: reads its hardware once when asked and puts what it measured into the sink.</summary>
/// <remarks>Never asked again before an earlier reading has ended.</remarks>
internal interface ISensor : IDisposable
{
    /// <summary>What the manifest says of it.</summary>
    SensorPlan Plan { get; }

    /// <summary>The series it can give.</summary>
    IReadOnlyList<SeriesName> Series { get; }

    /// <summary>Claims what counts without being asked (lines); others have nothing to do. May be called again after it failed.</summary>
    /// <exception cref="Hardware.HardwareFault">The line can't be had.</exception>
    void Open();

    /// <summary>One reading. Completes at once where nothing has to be waited for. A failed one puts nothing into the sink.</summary>
    /// <exception cref="SensorFault">The sensor answered with something that is not a measurement.</exception>
    /// <exception cref="Hardware.HardwareFault">The sensor did not answer.</exception>
    ValueTask ReadAsync(CancellationToken cancellationToken);
}
