using Lamella.Contracts.Errors;
using Lamella.Engine.Arrays.Stores.Http;
using Lamella.Tests.Http;
using Microsoft.Extensions.Time.Testing;
using Xunit;
using static Lamella.Engine.Tests.Arrays.Stores.Http.HttpCalls;

namespace Lamella.Engine.Tests.Arrays.Stores.Http;

/// <summary>Whole values: what is absent, what fails, what is tried again, what is given up.</summary>
public sealed class HttpStoreTests
{
    [Fact]
    public async Task GetAsync_value_is_read_whole()
    {
        await using var server = LoopbackServer.Answering(LoopbackServer.Ok("hello"));

        Assert.Equal("hello", await GetAsync(server));
        Assert.Equal(("GET", "/c/0/1", "identity"), server.Requests.Select(static r => (r.Method, r.Target, r.Headers["accept-encoding"])).Single());
    }

    [Fact]
    public async Task GetAsync_404_is_absent_and_not_asked_again()
    {
        await using var server = LoopbackServer.Answering(LoopbackServer.Status("404 Not Found"));

        Assert.Null(await GetAsync(server));
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("403 Forbidden", 1)]
    [InlineData("401 Unauthorized", 1)]
    [InlineData("204 No Content", 1)]
    [InlineData("500 Internal Server Error", 1 + Retries)]
    [InlineData("503 Slow Down", 1 + Retries)]
    [InlineData("408 Request Timeout", 1 + Retries)]
    [InlineData("429 Too Many Requests", 1 + Retries)]
    public async Task GetAsync_other_answers_are_failures_and_end(string status, int requests)
    {
        await using var server = LoopbackServer.Answering(LoopbackServer.Status(status));

        var error = await Assert.ThrowsAsync<LamellaException>(() => GetAsync(server));

        Assert.Equal(LamellaErrorCode.StoreFailed, error.Code);
        Assert.Contains(status[..3], error.Message, StringComparison.Ordinal);
        Assert.Equal(requests, server.Requests.Count);
    }

    [Fact]
    public async Task GetAsync_failure_that_passes_is_repeated()
    {
        await using var server = LoopbackServer.Answering(
            LoopbackServer.Status("500 Oops"), LoopbackServer.Status("503 Oops"), LoopbackServer.Ok("hello"));

        Assert.Equal("hello", await GetAsync(server));
        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task GetAsync_body_cut_off_is_repeated_and_then_a_failure()
    {
        await using var server = LoopbackServer.Answering("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhello");

        var error = await Assert.ThrowsAsync<LamellaException>(() => GetAsync(server));

        Assert.Equal(LamellaErrorCode.StoreFailed, error.Code);
        Assert.Equal(1 + Retries, server.Requests.Count);
    }

    [Fact]
    public async Task GetAsync_body_cut_off_once_is_read_the_second_time()
    {
        await using var server = LoopbackServer.Answering(
            "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhello", LoopbackServer.Ok("hello"));

        Assert.Equal("hello", await GetAsync(server));
    }

    [Fact]
    public async Task GetAsync_chunked_body_cut_off_is_a_failure()
    {
        await using var server = LoopbackServer.Answering("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n");

        await Assert.ThrowsAsync<LamellaException>(() => GetAsync(server));
    }

    [Fact]
    public async Task GetAsync_longer_than_the_limit_is_refused_before_it_is_read()
    {
        await using var server = LoopbackServer.Answering("HTTP/1.1 200 OK\r\nContent-Length: 999999999999\r\n\r\n");

        var error = await Assert.ThrowsAsync<LamellaException>(() => GetAsync(server));

        Assert.Equal(LamellaErrorCode.LimitExceeded, error.Code);
    }

    [Fact]
    public async Task GetAsync_encoded_body_is_refused()
    {
        await using var server = LoopbackServer.Answering(LoopbackServer.Ok("hello", "Content-Encoding: gzip\r\n"));

        var error = await Assert.ThrowsAsync<LamellaException>(() => GetAsync(server));

        Assert.Contains("gzip", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetAsync_retry_after_within_the_cap_is_waited_for()
    {
        await using var server = LoopbackServer.Answering(
            LoopbackServer.Status("429 Too Many Requests", "Retry-After: 7\r\n"), LoopbackServer.Ok("hello"));
        var pause = TimeSpan.FromSeconds(7);
        var time = new AwaitedTime(pause);
        var reading = GetAsync(server, time, stall: TimeSpan.FromHours(1));
        await time.Awaited.WaitAsync(Token);

        time.Advance(pause - TimeSpan.FromTicks(1));
        Assert.Single(server.Requests);
        time.Advance(TimeSpan.FromTicks(1));

        Assert.Equal("hello", await reading);
    }

    [Fact]
    public async Task GetAsync_retry_after_beyond_the_cap_fails_at_once()
    {
        await using var server = LoopbackServer.Answering(LoopbackServer.Status("429 Too Many Requests", "Retry-After: 86400\r\n"));

        var error = await Assert.ThrowsAsync<LamellaException>(() => GetAsync(server));

        Assert.Contains("86400 s", error.Message, StringComparison.Ordinal);
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhello")]
    public async Task GetAsync_answer_that_stalls_is_given_up_and_the_connection_closed(string beginning)
    {
        LoopbackServer? own = null;
        await using var server = new LoopbackServer((_, stream, token) => own!.StallAsync(stream, beginning, token));
        own = server;
        var time = new FakeTimeProvider();
        using var transport = new HttpTransport(
            RemoteAccessPolicy.Open, Options(TimeSpan.FromSeconds(15)) with { Retries = 0 }, time);
        var reading = new HttpStore(transport, server.Root).GetAsync(Key, 1000, Token).AsTask();
        await server.Stalls.WaitAsync(Token);

        while (!reading.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        var error = await Assert.ThrowsAsync<LamellaException>(() => reading);
        await server.Hangups.WaitAsync(Token);
        Assert.Equal(LamellaErrorCode.StoreFailed, error.Code);
        Assert.Contains("nothing came for 15 s", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetAsync_cancelled_closes_the_request()
    {
        LoopbackServer? own = null;
        await using var server = new LoopbackServer(
            (_, stream, token) => own!.StallAsync(stream, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhello", token));
        own = server;
        using var cancellation = new CancellationTokenSource();
        using var transport = CreateTransport(server);
        var reading = new HttpStore(transport, server.Root).GetAsync(Key, 1000, cancellation.Token).AsTask();
        await server.Stalls.WaitAsync(Token);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        await server.Hangups.WaitAsync(Token);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task GetAsync_no_server_is_a_failure()
    {
        Uri gone;
        await using (var server = LoopbackServer.Answering(string.Empty))
        {
            gone = server.Root;
        }

        using var transport = new HttpTransport(RemoteAccessPolicy.Open, Options(TimeSpan.FromSeconds(15)));
        var error = await Assert.ThrowsAsync<LamellaException>(async () => await new HttpStore(transport, gone).GetAsync(Key, 1000, Token));

        Assert.Equal(LamellaErrorCode.StoreFailed, error.Code);
    }
}
