namespace Arena.Site.Reading;

/// <summary>What a Raspberry Pi's header offers. GPIO numbers are Broadcom's, not pin numbers; all models have 0 to 27 there.</summary>
internal static class Board
{
    public const int LastLine = 27;

    /// <summary>Kernel label of an MCP23017's GPIO chip, made by its overlay. Source: Linux, drivers/pinctrl/pinctrl-mcp23s08_i2c.c.</summary>
    public const string Expander = "mcp23017";

    public const int LastExpanderLine = 15;

    /// <summary>Kernel labels of the header's GPIO chip (gpiodetect shows them).</summary>
    private static readonly Dictionary<string, string> Chips = new(StringComparer.Ordinal)
    {
        ["raspberry-pi-3"] = "pinctrl-bcm2835",
        ["raspberry-pi-4"] = "pinctrl-bcm2711",
        ["raspberry-pi-5"] = "pinctrl-rp1",
        ["raspberry-pi-zero-2"] = "pinctrl-bcm2835",
    };

    public static IReadOnlyCollection<string> Models => Chips.Keys;

    public static string? ChipOf(string? model) => model is not null && Chips.TryGetValue(model, out var chip) ? chip : null;

    /// <summary>What the line is taken for, or null when it is free.</summary>
    public static string? ReservedFor(int line, bool serial) => line switch
    {
        0 or 1 => "the ID EEPROM of add-on boards",
        2 or 3 => "I2C bus 1",
        14 or 15 when serial => "the serial console (say 'serial: false' at the node if it is switched off)",
        _ => null,
    };
}
