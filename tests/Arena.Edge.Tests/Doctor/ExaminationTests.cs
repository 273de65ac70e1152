using System.Text.Json;
using Arena.Edge.Doctor;
using Arena.Edge.Doctor.Reports;
using Arena.Edge.Hardware;
using Arena.Edge.Tests.Mqtt;
using Arena.Edge.Tests.Time;
using Xunit;

namespace Arena.Edge.Tests.Doctor;

public sealed class ExaminationTests
{
    private static readonly Check Good = new("good", () => Finding.Ok($"It works.") with { Dump = "raw 1" });

    [Fact]
    public async Task A_check_that_hangs_is_given_up_at_its_limit_and_the_next_is_made()
    {
        var time = new ManualTime();
        using var never = new ManualResetEventSlim();
        var stuck = new Check("stuck", () =>
        {
            never.Wait(TestContext.Current.CancellationToken);
            return Finding.Ok($"never");
        });
        var run = RunAsync(time, stuck, Good);
        await time.TimerWithinAsync(stuck.Limit, TestContext.Current.CancellationToken).WithinAsync("the limit to be set");
        time.Advance(stuck.Limit);
        var examined = await run.WithinAsync("the examination");
        never.Set();
        Assert.Equal([CheckStatus.Failed, CheckStatus.Ok], examined.Select(one => one.Finding.Status));
        Assert.Contains("15 s", examined[0].Finding.Sentence, StringComparison.Ordinal);
        Assert.Equal(stuck.Limit, examined[0].Took);
    }

    [Fact]
    public async Task A_check_that_breaks_is_a_failure_with_its_reason()
    {
        var examined = await RunAsync(
            TimeProvider.System,
            new Check("fault", () => throw new HardwareFault("GPIO line 5 is held by 'someone'.")),
            new Check("bug", () => throw new InvalidOperationException("boo")),
            Good).WithinAsync("the examination");
        Assert.Equal([CheckStatus.Failed, CheckStatus.Failed, CheckStatus.Ok], examined.Select(one => one.Finding.Status));
        Assert.Equal("GPIO line 5 is held by 'someone'.", examined[0].Finding.Sentence);
        Assert.Contains("boo", examined[1].Finding.Sentence, StringComparison.Ordinal);
        Assert.Contains(nameof(InvalidOperationException), examined[1].Finding.Dump, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_json_has_every_check_with_its_dump()
    {
        var verdict = await VerdictAsync();
        using var bytes = new MemoryStream();
        JsonReport.Write(verdict, bytes);
        using var json = JsonDocument.Parse(bytes.ToArray());
        var root = json.RootElement;
        Assert.Equal(["at", "node", "hardware", "result", "counts", "checks", "left_out"], root.EnumerateObject().Select(member => member.Name));
        Assert.Equal(("2026-11-22T12:00:00Z", "node-roof", "linux", "failed"), (Text("at"), Text("node"), Text("hardware"), Text("result")));
        Assert.Equal([("ok", 1), ("warning", 0), ("failed", 1), ("skipped", 0)], root.GetProperty("counts").EnumerateObject().Select(count => (count.Name, count.Value.GetInt32())));
        Assert.Equal(
            ["""{"check":"good","status":"ok","sentence":"It works.","advice":null,"dump":"raw 1"}""", """{"check":"bad","status":"failed","sentence":"It is off.","advice":"Switch it on.","dump":null}"""],
            root.GetProperty("checks").EnumerateArray().Select(WithoutDuration));
        Assert.Equal("The disk: give --data.", root.GetProperty("left_out")[0].GetString());

        string? Text(string name) => root.GetProperty(name).GetString();
    }

    [Theory]
    [InlineData(false, """
        arena-edge doctor, node-roof, 2026-11-22T12:00:00Z
          ok       good: It works.
          failed   bad: It is off.
                   to do: Switch it on.
          left out: The disk: give --data.
        1 ok, 0 warning, 1 failed, 0 skipped

        """)]
    [InlineData(true, """
        arena-edge doctor, node-roof, 2026-11-22T12:00:00Z
          ok       good: It works.
                   took 0 ms
                   | raw 1
          failed   bad: It is off.
                   to do: Switch it on.
          left out: The disk: give --data.
        1 ok, 0 warning, 1 failed, 0 skipped

        """)]
    public async Task The_text_has_a_sentence_for_each_check_and_dumps_when_asked_for(bool dumps, string expected)
    {
        var verdict = await VerdictAsync();
        using var output = new StringWriter { NewLine = "\n" };
        var report = new TextReport(output, dumps);
        report.Begin(verdict.Subject, verdict.At);
        foreach (var examined in verdict.Examined) report.Write(examined);
        report.End(verdict);
        Assert.Equal(expected, output.ToString());
    }

    private static async Task<Verdict> VerdictAsync()
    {
        var time = new ManualTime();
        var examined = await RunAsync(time, Good, new Check("bad", () => Finding.Failed($"It is off.", $"Switch it on."))).WithinAsync("the examination");
        return new Verdict("node-roof", time.GetUtcNow(), "linux", examined, ["The disk: give --data."]);
    }

    private static async Task<List<Examined>> RunAsync(TimeProvider time, params Check[] checks)
    {
        var examined = new List<Examined>();
        await foreach (var one in new Examination(time).RunAsync(checks, _ => { }, TestContext.Current.CancellationToken)) examined.Add(one);
        return examined;
    }

    private static string WithoutDuration(JsonElement check)
    {
        Assert.True(check.GetProperty("took_ms").GetDouble() >= 0);
        return JsonSerializer.Serialize(check.EnumerateObject().Where(member => member.Name != "took_ms").ToDictionary(member => member.Name, member => member.Value));
    }
}
