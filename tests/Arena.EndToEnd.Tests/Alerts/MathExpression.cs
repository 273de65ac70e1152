using System.Globalization;
using System.Text.RegularExpressions;
using Numbers = System.Collections.Generic.IReadOnlyDictionary<Arena.EndToEnd.Tests.Alerts.Tags, double>;

namespace Arena.EndToEnd.Tests.Alerts;

/// <summary>
/// Grafana's math over labelled numbers (grafana, pkg/expr/mathexp): <c>|| &amp;&amp; == != &lt; &lt;= &gt; &gt;= + - * /</c>, from the loosest to the
/// closest, brackets, numbers and <c>$LETTERS</c>. Series of both sides are joined by their labels; one without a partner is dropped.
/// </summary>
internal sealed partial class MathExpression
{
    private static readonly string[][] Levels = [["||"], ["&&"], ["==", "!=", "<=", ">=", "<", ">"], ["+", "-"], ["*", "/"]];

    private readonly Func<Func<string, Numbers>, Numbers> _value;

    private MathExpression(string text, Func<Func<string, Numbers>, Numbers> value) => (Text, _value) = (text, value);

    public string Text { get; }

    /// <summary>The letters it asks for.</summary>
    public IEnumerable<string> Letters => Letter().Matches(Text).Select(match => match.Groups["name"].Value);

    /// <exception cref="FormatException">It is none.</exception>
    public static MathExpression Parse(string text)
    {
        var tokens = new Queue<string>(Token().Matches(text).Select(match => match.Value));
        if (string.Concat(tokens) != text.Replace(" ", "", StringComparison.Ordinal))
            throw new FormatException($"'{text}' has a sign that Grafana's math doesn't know.");
        var value = Level(0, tokens);
        return tokens.Count == 0 ? new MathExpression(text, value) : throw new FormatException($"'{text}' goes on after its end: '{tokens.Peek()}'.");
    }

    public Numbers Evaluate(Func<string, Numbers> letters) => _value(letters);

    private static Func<Func<string, Numbers>, Numbers> Level(int level, Queue<string> tokens)
    {
        if (level == Levels.Length) return Operand(tokens);
        var left = Level(level + 1, tokens);
        while (tokens.TryPeek(out var next) && Levels[level].Contains(next))
        {
            var (before, sign, right) = (left, tokens.Dequeue(), Level(level + 1, tokens));
            left = letters => Join(before(letters), right(letters), (a, b) => Apply(sign, a, b));
        }

        return left;
    }

    private static Func<Func<string, Numbers>, Numbers> Operand(Queue<string> tokens)
    {
        var token = tokens.Dequeue();
        if (token.StartsWith('$')) return letters => letters(token[1..]);
        if (token == "(")
        {
            var inner = Level(0, tokens);
            return tokens.Dequeue() == ")" ? inner : throw new FormatException("A bracket is not closed.");
        }

        var number = new Dictionary<Tags, double> { [Tags.None] = double.Parse(token, CultureInfo.InvariantCulture) };
        return _ => number;
    }

    private static Dictionary<Tags, double> Join(Numbers left, Numbers right, Func<double, double, double> apply)
    {
        var joined = new Dictionary<Tags, double>();
        foreach (var (a, x) in left)
            foreach (var (b, y) in right)
                if (a.With(b) is { } both)
                    joined[both] = apply(x, y);

        // One thing on each side goes together whatever its labels, and loses them.
        if (joined.Count == 0 && left.Count == 1 && right.Count == 1) joined[Tags.None] = apply(left.Values.Single(), right.Values.Single());
        return joined;
    }

    private static double Apply(string sign, double a, double b) => sign switch
    {
        "+" => a + b,
        "-" => a - b,
        "*" => a * b,
        "/" => a / b,
        "||" => a != 0 || b != 0 ? 1 : 0,
        "&&" => a != 0 && b != 0 ? 1 : 0,
        "==" => a == b ? 1 : 0,
        "!=" => a != b ? 1 : 0,
        "<" => a < b ? 1 : 0,
        "<=" => a <= b ? 1 : 0,
        ">" => a > b ? 1 : 0,
        _ => a >= b ? 1 : 0,
    };

    [GeneratedRegex(@"\$[A-Z]+|\d+(\.\d+)?|\|\||&&|[=!<>]=|[()<>+\-*/]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Token();

    [GeneratedRegex(@"\$(?<name>[A-Z]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Letter();
}
