namespace Arena.Edge.Hardware.Virtual.Venue;

/// <summary>The model's step: within a slot of 15 s every flow is constant. Slots are numbered from 1970.</summary>
internal static class Slot
{
    public const int Seconds = 15;
    public const long LengthUs = Seconds * 1_000_000L;

    public static long Of(long us) => us >= 0 ? us / LengthUs : ((us + 1) / LengthUs) - 1;

    public static long StartUs(long slot) => slot * LengthUs;
}
