namespace Arena.Edge.Hardware.Virtual.Venue;

/// <summary>
/// What goes on at the ground without a match: offices, school classes and lunch on weekdays, training in the evening, youth games at weekends.
/// </summary>
/// <param name="Office">Share of the staff at work.</param>
/// <param name="Lunch">How busy lunch is, 0–1.</param>
/// <param name="Training">Share of the evening's teams on the pitch.</param>
/// <param name="Visitors">Persons on the ground, staff and players included.</param>
internal readonly record struct Weekday(double Office, double Lunch, double Training, double Visitors)
{
    private const double StaffPersons = 14;
    private const double SchoolPersons = 55;
    private const double LunchPersons = 70;
    private const double TrainingPersons = 95;
    private const double YouthPersons = 130;

    /// <param name="hour">Local hour of the day.</param>
    /// <param name="isWeekend">Saturday or Sunday.</param>
    /// <param name="isSummer">Schools are closed.</param>
    public static Weekday At(double hour, bool isWeekend, bool isSummer)
    {
        if (isWeekend)
        {
            var youth = Shape.Trapezoid(hour, 8.5, 10, 15.5, 17);
            return new Weekday(0.2 * youth, 0.35 * Shape.Trapezoid(hour, 10.5, 11.5, 13.5, 14.5), 0.5 * youth, YouthPersons * youth);
        }

        var office = Shape.Trapezoid(hour, 6.8, 8, 16, 17.2);
        var lunch = Shape.Trapezoid(hour, 9.5, 11, 13, 13.9);
        var training = Shape.Trapezoid(hour, 16, 17.2, 20.3, 21.5);
        var school = isSummer ? 0 : Shape.Trapezoid(hour, 8.7, 9.3, 13.8, 14.5);
        var visitors = (StaffPersons * office) + (LunchPersons * Shape.Trapezoid(hour, 11, 11.7, 12.7, 13.5))
            + (SchoolPersons * school) + (TrainingPersons * training);
        return new Weekday(office, lunch, training, visitors);
    }
}
