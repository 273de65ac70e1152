using System.Runtime.CompilerServices;
using Xunit;

namespace Arena.Edge.Tests.Mqtt;

/// <summary>Generous waits for a signal: they end a test that would hang, and say what it waited for.</summary>
internal static class Patience
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public static async Task<T> WithinAsync<T>(this Task<T> task, [CallerArgumentExpression(nameof(task))] string what = "")
    {
        await ((Task)task).WithinAsync(what);
        return await task;
    }

    public static async Task WithinAsync(this Task task, [CallerArgumentExpression(nameof(task))] string what = "")
    {
        try
        {
            await task.WaitAsync(Limit, TestContext.Current.CancellationToken);
        }
        catch (TimeoutException) when (!task.IsCompleted)
        {
            Assert.Fail($"Waited {Limit.TotalSeconds} s in vain for: {what}");
        }
    }

    public static Task<T> WithinAsync<T>(this ValueTask<T> task, [CallerArgumentExpression(nameof(task))] string what = "") =>
        task.AsTask().WithinAsync(what);

    public static Task WithinAsync(this ValueTask task, [CallerArgumentExpression(nameof(task))] string what = "") =>
        task.AsTask().WithinAsync(what);
}
