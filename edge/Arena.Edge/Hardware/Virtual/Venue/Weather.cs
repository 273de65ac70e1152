namespace Arena.Edge.Hardware.Virtual.Venue;

/// <summary>Invented weather of a Swedish inland town: a year's and a day's swing, and fronts that pass in days.</summary>
/// <remarks>Means after Borlänge's climate: about −6 °C in January, 16 °C in July; a summer's day swings by 10 K, a winter's by 3.</remarks>
internal sealed class Weather(int seed)
{
    private const double YearMeanC = 5;
    private const double YearSwingC = 11;
    private const int ColdestDay = 20;
    private const double WarmestHour = 15;
    private const long HourUs = 3_600_000_000;

    private readonly Noise _fronts = Noise.Of(seed, "weather/fronts");
    private readonly Noise _gusts = Noise.Of(seed, "weather/gusts");
    private readonly Noise _clouds = Noise.Of(seed, "weather/clouds");

    /// <summary>0 clear to 1 overcast.</summary>
    public double Cloud(long us) =>
        Math.Clamp(0.55 + (0.5 * _clouds.Smooth(us, 9 * HourUs)) + (0.25 * _gusts.Smooth(us, HourUs / 3)), 0, 1);

    /// <summary>Outdoor temperature, °C.</summary>
    public double OutdoorC(long us, int dayOfYear, double hour, double cloud)
    {
        var summer = -Math.Cos(2 * Math.PI * (dayOfYear + (hour / 24) - ColdestDay) / 365.25);
        var daySwing = (1.5 + (1.75 * (1 + summer))) * (1.2 - (0.7 * cloud));
        return YearMeanC + (YearSwingC * summer)
            + (daySwing * Math.Cos(2 * Math.PI * (hour - WarmestHour) / 24))
            + (4.5 * _fronts.Smooth(us, 70 * HourUs)) + (0.6 * _gusts.Smooth(us, 5 * HourUs));
    }
}
