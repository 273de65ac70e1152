namespace Arena.Edge.Hardware.Virtual.Venue;

/// <summary>Where the sun stands.</summary>
/// <param name="ElevationDeg">Above the horizon, degrees; no refraction.</param>
/// <param name="AzimuthDeg">From north over east, degrees.</param>
/// <remarks>Source: Astronomical Almanac, "Low-precision formulas for the Sun", good to 0.01° until 2050.</remarks>
internal readonly record struct Sun(double ElevationDeg, double AzimuthDeg)
{
    private const double DegPerRad = 180 / Math.PI;
    private const double J2000UnixS = 946_728_000;

    public static Sun At(long us, double latitudeDeg, double longitudeDeg)
    {
        var days = ((us / 1e6) - J2000UnixS) / 86_400;
        var anomaly = (357.529 + (0.98560028 * days)) / DegPerRad;
        var longitude = (280.459 + (0.98564736 * days) + (1.915 * Math.Sin(anomaly)) + (0.020 * Math.Sin(2 * anomaly))) / DegPerRad;
        var obliquity = (23.439 - (0.00000036 * days)) / DegPerRad;
        var rightAscension = Math.Atan2(Math.Cos(obliquity) * Math.Sin(longitude), Math.Cos(longitude));
        var declination = Math.Asin(Math.Sin(obliquity) * Math.Sin(longitude));
        var siderealDeg = (18.697374558 + (24.06570982441908 * days)) % 24 * 15;
        var hourAngle = ((siderealDeg + longitudeDeg) / DegPerRad) - rightAscension;
        var latitude = latitudeDeg / DegPerRad;
        var elevation = Math.Asin(
            (Math.Sin(latitude) * Math.Sin(declination)) + (Math.Cos(latitude) * Math.Cos(declination) * Math.Cos(hourAngle)));
        var azimuth = Math.Atan2(
            -Math.Sin(hourAngle), (Math.Tan(declination) * Math.Cos(latitude)) - (Math.Sin(latitude) * Math.Cos(hourAngle)));
        return new Sun(elevation * DegPerRad, ((azimuth * DegPerRad) + 360) % 360);
    }
}
