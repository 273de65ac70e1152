using System.Runtime.CompilerServices;
using System.Text;

namespace Arena.Edge.Tests.Sensors.Han;

/// <summary>Telegrams of real meters, as their owners published them, with their own CRC. Lines that begin with # name the source.</summary>
internal static class SomeTelegram
{
    public static byte[] Sagemcom { get; } = Of("sagemcom-t211");

    public static byte[] Of(string meter) =>
        Encoding.ASCII.GetBytes(string.Concat(File.ReadLines(PathOf(meter + ".telegram")).Where(line => !line.StartsWith('#')).Select(line => line + "\r\n")));

    /// <summary>What is published of it, as <c>quantity value</c>, in the order of names.</summary>
    public static string[] SamplesOf(string meter) => File.ReadAllLines(PathOf(meter + ".samples"));

    private static string PathOf(string file) => Path.Combine(Here(), "Telegrams", file);

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
