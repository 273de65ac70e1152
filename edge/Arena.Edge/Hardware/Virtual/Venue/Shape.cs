namespace Arena.Edge.Hardware.Virtual.Venue;

/// <summary>Shapes of a day's curves.</summary>
internal static class Shape
{
    /// <summary>0 outside a–d, 1 from b to c, straight between.</summary>
    public static double Trapezoid(double x, double a, double b, double c, double d) =>
        x <= a || x >= d ? 0 : x < b ? (x - a) / (b - a) : x <= c ? 1 : (d - x) / (d - c);

    /// <summary>0 before a, 1 after b, eased between.</summary>
    public static double Ease(double x, double a, double b)
    {
        var t = Math.Clamp((x - a) / (b - a), 0, 1);
        return t * t * (3 - (2 * t));
    }

    /// <summary>Value at x of the line through points that are ordered by x; flat outside them.</summary>
    public static double Through(ReadOnlySpan<(double X, double Y)> points, double x)
    {
        if (x <= points[0].X) return points[0].Y;
        for (var i = 1; i < points.Length; i++)
        {
            var (fromX, fromY) = points[i - 1];
            var (toX, toY) = points[i];
            if (x <= toX) return fromY + ((toY - fromY) * (x - fromX) / (toX - fromX));
        }

        return points[^1].Y;
    }
}
