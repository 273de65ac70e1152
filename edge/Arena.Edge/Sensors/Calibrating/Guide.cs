using System.Globalization;

namespace Arena.Edge.Sensors.Calibrating;

/// <summary>A calibration that can't be finished. The message says why and what to do.</summary>
internal sealed class CalibrationFault(string message) : Exception(message);

/// <summary>Leads a technician through a calibration, one state after the other, in a terminal or from a script.</summary>
/// <param name="input">Enter, and numbers where they are asked for.</param>
/// <param name="output">What to do, and what was read.</param>
/// <param name="readRaw">One reading of the chip.</param>
internal sealed class Guide(TextReader input, TextWriter output, Func<CancellationToken, ValueTask<double>> readRaw)
{
    /// <summary>Readings of one point.</summary>
    public const int Readings = 10;

    private const int Tries = 3;

    /// <summary>Says what to do, waits for Enter, and reads until it rests.</summary>
    /// <param name="say">What to do.</param>
    /// <param name="what">Key of the manifest.</param>
    /// <param name="restsWithin">Largest less smallest reading of one that rests.</param>
    /// <param name="known">What is on; null for nothing.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="CalibrationFault">It doesn't rest, or the input ended.</exception>
    public async Task<CalibrationPoint> ReadAsync(string say, string what, double restsWithin, double? known, CancellationToken cancellationToken)
    {
        await output.WriteLineAsync($"{say} Then press Enter.");
        await LineAsync(cancellationToken);
        for (var attempt = 1; ; attempt++)
        {
            var raw = new double[Readings];
            for (var i = 0; i < raw.Length; i++) raw[i] = await readRaw(cancellationToken);
            var point = new CalibrationPoint(what, raw.Average(), raw.Max() - raw.Min(), known);
            if (point.Spread <= restsWithin)
            {
                await output.WriteLineAsync(Text($"  {what}: {point.Raw:0.######} (spread {point.Spread:0.######})"));
                return point;
            }

            var moves = Text($"the reading does not rest: {Readings} of them spread over {point.Spread:0.######}, and {restsWithin:0.######} is the most");
            if (attempt == Tries) throw new CalibrationFault($"{moves}. Keep wind and people away, look for loose wires, and begin again");
            await output.WriteLineAsync($"  {moves}; once more");
        }
    }

    /// <summary>Asks for a number above 0.</summary>
    /// <exception cref="CalibrationFault">None came.</exception>
    public async Task<double> AskAsync(string question, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            await output.WriteLineAsync(question);
            var text = await LineAsync(cancellationToken);
            if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number > 0) return number;
            await output.WriteLineAsync($"  '{text}' is no number above 0; write it with a point: 20.5");
        }

        throw new CalibrationFault("no number was given");
    }

    private async Task<string> LineAsync(CancellationToken cancellationToken) =>
        await input.ReadLineAsync(cancellationToken) ?? throw new CalibrationFault("the input ended before the calibration did, and nothing was kept");

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
