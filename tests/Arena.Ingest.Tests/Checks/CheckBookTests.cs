using Arena.Ingest.Checks;
using Xunit;

namespace Arena.Ingest.Tests.Checks;

/// <summary>What was said of checks and trials, over a real file.</summary>
public sealed class CheckBookTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("arena-checks-").FullName;
    private CheckLog _log;
    private CheckBook _book;

    public CheckBookTests() => (_log, _book) = Open();

    public void Dispose()
    {
        _log.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void As_long_as_nothing_is_said_there_is_no_file()
    {
        Assert.Empty(_book.Checks);
        Assert.Empty(_book.Trials);
        Assert.False(File.Exists(_log.FilePath));
    }

    [Fact]
    public void Checks_are_in_the_order_in_which_they_were_made_whatever_the_order_of_arrival_also_after_a_restart()
    {
        var (late, early) = (Some.Action(), Some.Action());
        Make(late, 10, 0.2);
        Make(early, 5, 0.1);
        Assert.Equal([early, late], _book.Checks.Select(check => check.Action));
        Reopen();

        Assert.Equal([(early, "Kim"), (late, "Kim")], _book.Checks.Select(check => (check.Action, check.Who)));
        Assert.Equal(0.1, _book.Checks[0].Contamination);
    }

    [Fact]
    public void What_is_said_twice_under_one_action_is_said_once()
    {
        var action = Some.Action();
        Make(action, 0, 0.2);
        Make(action, 0, 0.9);
        Assert.Equal(0.2, Assert.Single(_book.Checks).Contamination);
        Assert.Equal(1, _book.Version);
    }

    [Fact]
    public void A_check_that_is_taken_back_stays_with_who_took_it_back()
    {
        var action = Some.Action();
        Make(action, 0, 0.2);
        var undo = Some.Action();
        _book.Say("Alex", Some.Noon, undo, () => ("bin-food", new CheckSaid { Action = undo, At = Some.Noon.ToDateTimeOffset(), Undoes = action }));
        Reopen();

        var check = Assert.Single(_book.Checks);
        Assert.Equal(("Kim", "Alex", false), (check.Who, check.UndoneBy, check.Stands));
    }

    [Fact]
    public void Two_checks_of_a_bin_at_the_same_moment_have_figures_of_their_own()
    {
        Make(Some.Action(), 0, 0.2);
        Make(Some.Action(), 0, 0.3);
        Assert.Equal([0, 1], _book.Checks.Select(check => (check.FigureAt - check.At).TotalMicroseconds));
    }

    [Fact]
    public void What_was_weighed_is_told_as_shares_of_the_whole()
    {
        var action = Some.Action();
        _book.Say("Kim", Some.Noon, action, () => ("bin-food", new CheckSaid
        {
            Action = action,
            At = Some.Noon.ToDateTimeOffset(),
            Check = new CheckMade("north", "food", CheckWords.Weighed, 8, [new WrongMade("plastic", 1, null), new WrongMade("deposit", 0.6, null)], null),
        }));

        var check = Assert.Single(_book.Checks);
        Assert.Equal([("plastic", 0.125), ("deposit", 0.075)], check.Wrong.Select(part => (part.Fraction, part.Share)));
        Assert.Equal((0.2, 1.6), (Math.Round(check.Contamination, 9), Math.Round(check.ContaminationKg!.Value, 9)));
    }

    [Fact]
    public void A_trial_is_told_with_what_was_changed_of_it()
    {
        var trial = Some.Action();
        var from = Some.Noon.ToDateTimeOffset();
        Say(trial, trial, new TrialSaid { Name = "Nya skyltar", What = CheckWords.Signs, Zones = ["north"], Before = from.AddDays(-100), From = from });
        Say(Some.Action(), trial, new TrialSaid { To = from.AddDays(20) });
        Reopen();

        var told = Assert.Single(_book.Trials);
        Assert.Equal(("Nya skyltar", "signs", Some.Noon, Some.Noon + TimeSpan.FromDays(20), false), (told.Name, told.What, told.From, told.To!.Value, told.Withdrawn));
        Say(Some.Action(), trial, new TrialSaid { Withdrawn = true });
        Assert.True(_book.Trial(trial)!.Withdrawn);
        Assert.Equal(Some.Noon + TimeSpan.FromDays(20), _book.Trial(trial)!.To);
    }

    private void Make(string action, int minute, double share)
    {
        var at = Some.Noon + TimeSpan.FromMinutes(minute);
        _book.Say("Kim", at, action, () => ("bin-food", Some.Said(action, at, share)));
    }

    private void Say(string action, string trial, TrialSaid said) =>
        _book.Say("Kim", Some.Noon, action, () => (trial, new CheckSaid { Action = action, At = Some.Noon.ToDateTimeOffset(), Trial = said }));

    private void Reopen()
    {
        _log.Dispose();
        (_log, _book) = Open();
    }

    private (CheckLog, CheckBook) Open()
    {
        var log = new CheckLog(_folder);
        return (log, new CheckBook(log));
    }
}
