using Arena.Site.Reading;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Arena.Site.Yaml;

/// <summary>
/// Makes the tree of a YAML file from YamlDotNet's events. Its own tree gives up at the first key written twice; this one
/// reports it and reads on, so that one reading finds every fault. Anchors are refused: a manifest is read line by line by
/// people, and an alias of an alias can stand for gigabytes.
/// </summary>
internal sealed class YamlTree
{
    private const int DeepestLevel = 12;

    private readonly IParser _events;
    private readonly Faults _faults;

    private YamlTree(IParser events, Faults faults) => (_events, _faults) = (events, faults);

    /// <summary>The root of the only document, or null with at least one fault reported.</summary>
    public static YamlNode? Read(string text, Faults faults)
    {
        using var reader = new StringReader(text);
        var tree = new YamlTree(new Parser(reader), faults);
        try
        {
            return tree.Document();
        }
        catch (YamlException e)
        {
            return tree.Unreadable(MarkOf(e.Start), e.Message, text);
        }
        catch (InvalidOperationException e)
        {
            // YamlDotNet's parser trips over some misplaced brackets and tabs without saying where: just behind what it read last.
            return tree.Unreadable(tree._events.Current is { } last ? MarkOf(last.End) : new Mark(1, 1), e.Message, text);
        }
    }

    private YamlNode? Unreadable(Mark at, string message, string text)
    {
        if (YamlAdvice.FirstTab(text) is { } tab)
            _faults.Add(tab, "the YAML can't be read: a tab indents the line", "Replace the tab by spaces.");
        else
            _faults.Add(at, $"the YAML can't be read: {Quoting.Short(message.TrimEnd('.'), longest: 200)}", YamlAdvice.For(text, at.Line));
        return null;
    }

    private YamlNode? Document()
    {
        _events.Consume<StreamStart>();
        if (!_events.TryConsume<DocumentStart>(out _))
        {
            _faults.Add(
                new Mark(1, 1),
                "the file is empty",
                "Start it with 'site: name-of-the-venue'; hardware/README.md lists every key.");
            return null;
        }

        var root = Node(level: 1);
        _events.Consume<DocumentEnd>();
        if (!_events.TryConsume<DocumentStart>(out var second))
            return root;

        _faults.Add(
            MarkOf(second.Start),
            "a second document starts here; a manifest is one",
            "Remove the line '---', or give the other venue a file of its own.");
        return null;
    }

    private YamlNode Node(int level)
    {
        if (_events.TryConsume<Scalar>(out var scalar))
        {
            Refuse(scalar);
            return new TextNode(MarkOf(scalar.Start), scalar.Value, scalar.Style is ScalarStyle.Plain);
        }

        if (_events.TryConsume<AnchorAlias>(out var alias))
        {
            _faults.Add(
                MarkOf(alias.Start),
                $"'*{Quoting.Short(alias.Value.Value)}' refers to another place in the file",
                "Write the value itself; aliases are not read.");
            return new SpoiltNode(MarkOf(alias.Start));
        }

        if (level > DeepestLevel && _events.Current is { } tooDeep)
            throw new YamlException(tooDeep.Start, tooDeep.End, "this is nested deeper than any key of a manifest");
        return _events.TryConsume<SequenceStart>(out var list) ? List(list, level) : Map(_events.Consume<MappingStart>(), level);
    }

    private ListNode List(SequenceStart start, int level)
    {
        Refuse(start);
        var items = new List<YamlNode>();
        while (!_events.TryConsume<SequenceEnd>(out _))
            items.Add(Node(level + 1));
        return new ListNode(MarkOf(start.Start), items);
    }

    private MapNode Map(MappingStart start, int level)
    {
        Refuse(start);
        var entries = new List<YamlEntry>();
        var firsts = new Dictionary<string, Mark>(StringComparer.Ordinal);
        while (!_events.TryConsume<MappingEnd>(out _))
        {
            var key = Node(level + 1);
            var value = Node(level + 1);
            if (key is SpoiltNode)
                continue;
            if (key is not TextNode name)
                _faults.Add(key.At, $"{key.Shape} stands where a key should", "Write a word followed by ': '.");
            else if (firsts.TryAdd(name.Value, name.At))
                entries.Add(new YamlEntry(name, value));
            else
            {
                _faults.Add(
                    name.At,
                    $"'{Quoting.Short(name.Value)}' is written twice; the first is in line {firsts[name.Value].Line}",
                    "Remove one of them, or give this one its own name.");
            }
        }

        return new MapNode(MarkOf(start.Start), entries);
    }

    private void Refuse(NodeEvent node)
    {
        if (!node.Anchor.IsEmpty)
        {
            _faults.Add(
                MarkOf(node.Start),
                $"'&{Quoting.Short(node.Anchor.Value)}' names this place for aliases",
                "Remove it; anchors and aliases are not read.");
        }

        if (!node.Tag.IsEmpty && node.Tag.Value is not "!")
        {
            _faults.Add(
                MarkOf(node.Start),
                $"'{Quoting.Short(node.Tag.Value)}' is a YAML tag",
                "Remove it; every key has one type of its own.");
        }
    }

    private static Mark MarkOf(YamlDotNet.Core.Mark mark) => new((int)mark.Line, (int)mark.Column);
}
