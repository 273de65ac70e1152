using System.Globalization;
using Arena.Site;
using Microsoft.Extensions.Logging;

namespace Arena.Edge.Hardware.Linux.I2c;

/// <summary>What a technician should change about a node's buses: their speed, and chips that stretch the clock on adapters that misread it.</summary>
internal static partial class BusAdvice
{
    /// <summary>Above, an MB7040 stretches the clock (MaxBotix, I2CXL-MaxSonar-WR datasheet).</summary>
    private const int FastestForSonarHz = 50_000;

    /// <summary>One sentence for each thing that is not as it should be.</summary>
    public static IEnumerable<string> For(SiteNode node, I2cAdapters adapters)
    {
        foreach (var plan in node.Buses)
        {
            if (adapters.Find(plan.Number) is not { } adapter)
            {
                yield return $"I2C bus {plan.Number} is not there: switch I2C on (dtparam=i2c_arm=on) or load its multiplexer's overlay; 'i2cdetect -l' shows the buses there are.";
                continue;
            }

            var sonar = node.Sensors.OfType<FillPlan>().FirstOrDefault(fill => fill.Chip == FillPlan.Mb7040 && fill.Bus == plan.Number);
            if (sonar is not null && adapter.SpeedHz > FastestForSonarHz)
                yield return Say($"I2C bus {adapter.Root} runs at {adapter.SpeedHz} Hz with the MB7040 of {sonar.Point} on it, which takes at most {FastestForSonarHz}: write dtparam=i2c_arm_baudrate={FastestForSonarHz} into config.txt and start again.");
            else if (plan.Mux is null && adapter.SpeedHz is { } speed && speed != plan.SpeedHz)
                yield return Say($"I2C bus {plan.Number} runs at {speed} Hz, and the manifest says {plan.SpeedHz}: write dtparam=i2c_arm_baudrate={plan.SpeedHz} into config.txt, or {speed} into the manifest.");
            if (sonar is not null && adapter.SpeedHz is null)
                yield return Say($"The kernel does not say how fast I2C bus {adapter.Root} runs; the MB7040 of {sonar.Point} on it takes at most {FastestForSonarHz} Hz.");
            if (sonar is not null && adapter.StretchesBadly && adapter.SpeedHz > FastestForSonarHz)
                yield return Say($"The adapter of I2C bus {adapter.Root} ({adapter.Name}) misreads a stretched clock: ranges of {sonar.Point} may be wrong without an error until the bus is slower, or bit-banged (dtoverlay=i2c-gpio).");
        }
    }

    public static void Log(SiteNode node, I2cAdapters adapters, ILogger logger)
    {
        foreach (var advice in For(node, adapters)) LogAdvice(logger, advice);
    }

    private static string Say(FormattableString sentence) => sentence.ToString(CultureInfo.InvariantCulture);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Advice}")]
    private static partial void LogAdvice(ILogger logger, string advice);
}
