using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Arena.EndToEnd.Tests.Processes;

/// <summary>How an HTTP relay treats a request.</summary>
internal enum HttpFault
{
    /// <summary>Passes it on.</summary>
    None,

    /// <summary>Cuts the connection; the server never sees the request.</summary>
    Cut,

    /// <summary>Answers 500; the server never sees the request.</summary>
    Error500,

    /// <summary>Passes it on and never answers: the server has done what was asked, and nobody knows.</summary>
    Silent,

    /// <summary>Passes it on and answers after two seconds.</summary>
    Slow,
}

/// <summary>A relay in front of an HTTP server that a test makes faulty.</summary>
internal sealed class HttpRelay : IAsyncDisposable
{
    private readonly HttpClient _server;
    private readonly WebApplication _relay;
    private readonly CancellationTokenSource _stop = new();
    private volatile HttpFault _fault;
    private int _spoilt;
    private int _passing;

    private HttpRelay(Uri server)
    {
        _server = new HttpClient { BaseAddress = server };
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        _relay = builder.Build();
        _relay.Run(AnswerAsync);
    }

    public string Address => _relay.Urls.First();

    /// <summary>Requests that the fault there is now has met.</summary>
    public int Spoilt => Volatile.Read(ref _spoilt);

    /// <summary>Requests to write that no fault has met and whose answer is not yet with who asked.</summary>
    public int Passing => Volatile.Read(ref _passing);

    public static async Task<HttpRelay> StartAsync(Uri server)
    {
        var relay = new HttpRelay(server);
        await relay._relay.StartAsync();
        return relay;
    }

    /// <summary>Treats requests so from now on.</summary>
    public void Be(HttpFault fault)
    {
        _fault = fault;
        Volatile.Write(ref _spoilt, 0);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _relay.DisposeAsync();
        _server.Dispose();
        _stop.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        // Counted before the fault is asked for: after Be, what Passing doesn't count meets the fault.
        var write = context.Request.Path.Value!.EndsWith("/write", StringComparison.Ordinal) ? 1 : 0;
        Interlocked.Add(ref _passing, write);
        var fault = _fault;
        if (fault != HttpFault.None)
        {
            Interlocked.Add(ref _passing, -write);
            Interlocked.Increment(ref _spoilt);
            await AnswerAsync(context, fault);
            return;
        }

        try
        {
            await AnswerAsync(context, fault);
            await context.Response.CompleteAsync();
        }
        finally
        {
            Interlocked.Add(ref _passing, -write);
        }
    }

    private async Task AnswerAsync(HttpContext context, HttpFault fault)
    {
        switch (fault)
        {
            case HttpFault.Cut:
                context.Abort();
                return;
            case HttpFault.Error500:
                context.Response.StatusCode = StatusCodes.Status500InternalServerError;
                return;
        }

        using var left = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _stop.Token);
        try
        {
            using var answer = await PassAsync(context.Request, left.Token);
            if (fault == HttpFault.Slow)
                await Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System, left.Token);
            if (fault == HttpFault.Silent)
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, left.Token);
            context.Response.StatusCode = (int)answer.StatusCode;
            context.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
            await answer.Content.CopyToAsync(context.Response.Body, left.Token);
        }
        catch (OperationCanceledException) when (left.IsCancellationRequested)
        {
            // Who asked has left.
        }
    }

    private async Task<HttpResponseMessage> PassAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var passed = new HttpRequestMessage(new HttpMethod(request.Method), $"{request.Path}{request.QueryString}");
        passed.Content = new StreamContent(request.Body);
        passed.Content.Headers.ContentType = request.ContentType is { } type ? MediaTypeHeaderValue.Parse(type) : null;
        passed.Content.Headers.ContentLength = request.ContentLength;
        foreach (var encoding in request.Headers.ContentEncoding)
            passed.Content.Headers.ContentEncoding.Add(encoding!);
        if (request.Headers.Authorization is [{ } authorization])
            passed.Headers.TryAddWithoutValidation("Authorization", authorization);
        return await _server.SendAsync(passed, cancellationToken);
    }
}
