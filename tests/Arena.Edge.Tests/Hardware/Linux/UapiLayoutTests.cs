using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using Arena.Edge.Hardware.Linux.Gpio;
using Arena.Edge.Hardware.Linux.I2c;
using Arena.Edge.Tests.Mqtt;
using Xunit;

namespace Arena.Edge.Tests.Hardware.Linux;

public sealed class UapiLayoutTests
{
    /// <summary>Expression in C, what the header says on 64-bit Linux, and what we say.</summary>
    private static readonly (string C, ulong Known, ulong Ours)[] Layouts =
    [
        ("sizeof(struct gpiochip_info)", 68, Size<ChipInfo>()),
        ("sizeof(struct gpio_v2_line_attribute)", 16, Size<LineAttribute>()),
        ("sizeof(struct gpio_v2_line_config_attribute)", 24, Size<LineConfigAttribute>()),
        ("sizeof(struct gpio_v2_line_config)", 272, Size<LineConfig>()),
        ("sizeof(struct gpio_v2_line_request)", 592, Size<LineRequestV2>()),
        ("sizeof(struct gpio_v2_line_info)", 256, Size<LineInfo>()),
        ("sizeof(struct gpio_v2_line_values)", 16, Size<LineValues>()),
        ("sizeof(struct gpio_v2_line_event)", 48, Size<KernelLineEvent>()),
        ("offsetof(struct gpio_v2_line_request, consumer)", 256, Offset(default(LineRequestV2), (ref LineRequestV2 one) => ref Unsafe.As<GpioName, byte>(ref one.Consumer))),
        ("offsetof(struct gpio_v2_line_request, config)", 288, Offset(default(LineRequestV2), (ref LineRequestV2 one) => ref Unsafe.As<LineConfig, byte>(ref one.Config))),
        ("offsetof(struct gpio_v2_line_request, num_lines)", 560, Offset(default(LineRequestV2), (ref LineRequestV2 one) => ref Unsafe.As<uint, byte>(ref one.LineCount))),
        ("offsetof(struct gpio_v2_line_request, event_buffer_size)", 564, Offset(default(LineRequestV2), (ref LineRequestV2 one) => ref Unsafe.As<uint, byte>(ref one.EventBufferSize))),
        ("offsetof(struct gpio_v2_line_request, fd)", 588, Offset(default(LineRequestV2), (ref LineRequestV2 one) => ref Unsafe.As<int, byte>(ref one.Descriptor))),
        ("offsetof(struct gpio_v2_line_config, attrs)", 32, Offset(default(LineConfig), (ref LineConfig one) => ref Unsafe.As<LineConfigAttributes, byte>(ref one.Attributes))),
        ("offsetof(struct gpio_v2_line_info, flags)", 72, Offset(default(LineInfo), (ref LineInfo one) => ref Unsafe.As<LineFlags, byte>(ref one.Flags))),
        ("offsetof(struct gpio_v2_line_event, line_seqno)", 20, Offset(default(KernelLineEvent), (ref KernelLineEvent one) => ref Unsafe.As<uint, byte>(ref one.LineSeqno))),
        ("GPIO_GET_CHIPINFO_IOCTL", 0x8044_B401, GpioUapi.GetChipInfo),
        ("GPIO_V2_GET_LINEINFO_IOCTL", 0xC100_B405, GpioUapi.GetLineInfo),
        ("GPIO_V2_GET_LINE_IOCTL", 0xC250_B407, GpioUapi.GetLine),
        ("GPIO_V2_LINE_GET_VALUES_IOCTL", 0xC010_B40E, GpioUapi.GetValues),
        ("GPIO_V2_LINE_ATTR_ID_DEBOUNCE", 3, GpioUapi.DebounceAttribute),
        ("GPIO_V2_LINE_FLAG_ACTIVE_LOW", 2, (ulong)LineFlags.ActiveLow),
        ("GPIO_V2_LINE_FLAG_INPUT", 4, (ulong)LineFlags.Input),
        ("GPIO_V2_LINE_FLAG_EDGE_RISING", 16, (ulong)LineFlags.EdgeRising),
        ("GPIO_V2_LINE_FLAG_EDGE_FALLING", 32, (ulong)LineFlags.EdgeFalling),
        ("GPIO_V2_LINE_FLAG_BIAS_PULL_UP", 256, (ulong)LineFlags.BiasPullUp),
        ("sizeof(struct i2c_msg)", 16, Size<I2cMessage>()),
        ("sizeof(struct i2c_rdwr_ioctl_data)", 16, Size<RdwrData>()),
        ("sizeof(struct i2c_smbus_ioctl_data)", 16, Size<SmbusData>()),
        ("sizeof(union i2c_smbus_data)", 34, Size<SmbusBlock>()),
        ("offsetof(struct i2c_msg, buf)", 8, Offset(default(I2cMessage), (ref I2cMessage one) => ref Unsafe.As<nint, byte>(ref one.Buffer))),
        ("offsetof(struct i2c_smbus_ioctl_data, size)", 4, Offset(default(SmbusData), (ref SmbusData one) => ref Unsafe.As<SmbusSize, byte>(ref one.Size))),
        ("I2C_FUNCS", 0x0705, I2cUapi.Functions),
        ("I2C_RDWR", 0x0707, I2cUapi.Rdwr),
        ("I2C_SMBUS", 0x0720, I2cUapi.Smbus),
        ("I2C_SLAVE", 0x0703, I2cUapi.Slave),
        ("I2C_TIMEOUT", 0x0702, I2cUapi.Timeout),
        ("I2C_SMBUS_I2C_BLOCK_DATA", 8, (ulong)SmbusSize.I2cBlockData),
        ("I2C_FUNC_SMBUS_READ_I2C_BLOCK", 0x0400_0000, (ulong)I2cFunctions.SmbusReadI2cBlock),
        ("I2C_FUNC_SMBUS_READ_WORD_DATA", 0x0020_0000, (ulong)I2cFunctions.SmbusReadWordData),
        ("I2C_FUNC_SMBUS_READ_BYTE_DATA", 0x0008_0000, (ulong)I2cFunctions.SmbusReadByteData),
    ];

    private delegate ref byte Field<T>(ref T structure);

    [Fact]
    public void Structures_and_numbers_are_those_of_64_bit_Linux()
    {
        foreach (var (c, known, ours) in Layouts) Assert.True(known == ours, $"{c} is {known}, and ours {ours}");
    }

    [Fact]
    public async Task The_compiler_reads_the_same_from_this_machines_headers()
    {
        Assert.SkipUnless(File.Exists("/usr/include/linux/gpio.h") && File.Exists("/usr/include/linux/i2c-dev.h"), "no kernel headers here (linux-libc-dev)");
        var folder = Directory.CreateTempSubdirectory("arena-uapi-").FullName;
        var source = Path.Combine(folder, "layout.c");
        await File.WriteAllTextAsync(source, Program());
        if (await RunAsync("gcc", "-Wno-overflow", "-o", Path.Combine(folder, "layout"), source) is null) Assert.Skip("no gcc here");
        var lines = (await RunAsync(Path.Combine(folder, "layout")))!.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Directory.Delete(folder, recursive: true);
        Assert.Equal(Layouts.Select(one => one.Ours), lines.Select(line => ulong.Parse(line, CultureInfo.InvariantCulture)));
    }

    private static string Program() =>
        "#include <stdio.h>\n#include <stddef.h>\n#include <linux/gpio.h>\n#include <linux/i2c.h>\n#include <linux/i2c-dev.h>\nint main(void) {\n"
        + string.Concat(Layouts.Select(one => $"printf(\"%llu\\n\", (unsigned long long)({one.C}));\n"))
        + "return 0; }\n";

    private static async Task<string?> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true };
        try
        {
            using var process = Process.Start(start)!;
            var output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync().WithinAsync(program);
            Assert.Equal(0, process.ExitCode);
            return output;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    private static ulong Size<T>() => (ulong)Unsafe.SizeOf<T>();

    private static ulong Offset<T>(T structure, Field<T> field) => (ulong)Unsafe.ByteOffset(ref Unsafe.As<T, byte>(ref structure), ref field(ref structure));
}
