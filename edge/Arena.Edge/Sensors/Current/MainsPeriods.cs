namespace Arena.Edge.Sensors.Current;

/// <summary>What a voltage was over whole mains periods.</summary>
/// <param name="MeanV">Its mean: the bias of a clamp.</param>
/// <param name="RmsV">True root mean square of what swings about the mean.</param>
internal readonly record struct Wave(double MeanV, double RmsV);

/// <summary>
/// Readings of a mains voltage, put together to whole periods of 20 ms. A period with a hole doesn't count: the processor was away, and nobody knows
/// what the wave did meanwhile.
/// </summary>
/// <remarks>
/// rms = √(mean of v² − (mean of v)²), both means over time between the readings (trapezoids), as these don't come evenly. Over whole periods any
/// wave form gives its true value, a clipped or chopped one too, as long as two readings fall on each half-wave of its strongest parts.
/// </remarks>
internal sealed class MainsPeriods
{
    /// <summary>200 ms at 50 Hz.</summary>
    public const int Wanted = 10;

    /// <summary>Fewer say too little.</summary>
    public const int Least = 5;

    private const double PeriodS = 0.02;

    /// <summary>Two readings further apart leave a hole: a quarter of a period.</summary>
    private const double HoleS = PeriodS / 4;

    private double _meanSum;
    private double _squareSum;
    private double _periodMean;
    private double _periodSquare;
    private double _endS = double.NaN;
    private double _lastS;
    private double _lastV;
    private bool _spoilt;

    /// <summary>Whole periods so far.</summary>
    public int Good { get; private set; }

    /// <summary>Takes a reading, later than the one before.</summary>
    public void Add(double atS, double volts)
    {
        if (double.IsNaN(_endS))
        {
            (_lastS, _lastV, _endS) = (atS, volts, atS + PeriodS);
            return;
        }

        var hole = atS - _lastS > HoleS;
        var (fromS, fromV, fromSquare) = (_lastS, _lastV, _lastV * _lastV);
        while (atS >= _endS)
        {
            var part = (_endS - fromS) / (atS - fromS);
            var (v, square) = (fromV + (part * (volts - fromV)), fromSquare + (part * ((volts * volts) - fromSquare)));
            Integrate(_endS - fromS, fromV + v, fromSquare + square, hole);
            EndPeriod();
            (fromS, fromV, fromSquare) = (_endS, v, square);
            _endS += PeriodS;
        }

        Integrate(atS - fromS, fromV + volts, fromSquare + (volts * volts), hole);
        (_lastS, _lastV) = (atS, volts);
    }

    /// <summary>Over all whole periods; there is at least one.</summary>
    public Wave Wave()
    {
        var mean = _meanSum / (Good * PeriodS);
        return new Wave(mean, Math.Sqrt(Math.Max(0, (_squareSum / (Good * PeriodS)) - (mean * mean))));
    }

    private void Integrate(double seconds, double sum, double squares, bool hole)
    {
        _periodMean += seconds * sum / 2;
        _periodSquare += seconds * squares / 2;
        _spoilt |= hole && seconds > 0;
    }

    private void EndPeriod()
    {
        if (!_spoilt)
        {
            _meanSum += _periodMean;
            _squareSum += _periodSquare;
            Good++;
        }

        (_periodMean, _periodSquare, _spoilt) = (0, 0, false);
    }
}
