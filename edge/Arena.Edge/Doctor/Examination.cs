using Arena.Edge.Hardware;
using Arena.Edge.Sensors;

namespace Arena.Edge.Doctor;

/// <summary>Makes checks, one after the other, each within its limit. One that hangs or breaks is a finding and stops no other.</summary>
/// <param name="time">Limits and durations.</param>
internal sealed class Examination(TimeProvider time)
{
    /// <summary>Makes them in order.</summary>
    /// <param name="checks">May depend on earlier ones.</param>
    /// <param name="begins">Told before each.</param>
    /// <param name="cancellationToken">Ends it between two checks, or in one.</param>
    public async IAsyncEnumerable<Examined> RunAsync(
        IEnumerable<Check> checks, Action<Check> begins, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var check in checks)
        {
            begins(check);
            var since = time.GetTimestamp();
            var finding = await LookAsync(check, cancellationToken);
            yield return new Examined(check, finding, time.GetElapsedTime(since));
        }
    }

    private async Task<Finding> LookAsync(Check check, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var ending = limit.Token;
        var look = Task.Run(() => check.Look(ending), CancellationToken.None);
        await ((Task)look).WaitAsync(check.Limit, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        if (!look.IsCompleted)
        {
            await limit.CancelAsync();
            _ = ObserveAsync(look);
            return Finding.Failed(
                $"It did not end within {check.Limit.TotalSeconds:0} s and was given up.",
                $"The device or server behind it hangs: look at it alone, and start the machine again if it stays so.");
        }

        try
        {
            return await look;
        }
        catch (Exception fault) when (fault is HardwareFault or SensorFault)
        {
            return Finding.Failed(fault);
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            return Finding.Failed($"It could not be looked at: {fault.Message}", $"Run it as the worker's user or as root; if it stays so, send the dump to whoever looks after Arena.")
                with
            { Dump = fault.ToString() };
        }
    }

    /// <summary>What a look that was given up ends with is of no use any more.</summary>
    private static async Task ObserveAsync(Task look) => await look.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
