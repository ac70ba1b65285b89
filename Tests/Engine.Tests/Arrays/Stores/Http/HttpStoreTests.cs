using System.Text;
using Lamella.Contracts.Errors;
using Lamella.Engine.Arrays.Stores;
using Lamella.Engine.Arrays.Stores.Http;
using Lamella.Tests.Http;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Lamella.Engine.Tests.Arrays.Stores.Http;

public sealed class HttpStoreTests
{
    private const int Retries = 2;

    private static readonly StoreKey Key = StoreKey.Parse("c/0/1");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

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
        var time = new FakeTimeProvider();
        var start = time.GetUtcNow();
        var reading = GetAsync(server, time, stall: TimeSpan.FromHours(1));

        while (!reading.IsCompleted)
        {
            time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }

        Assert.Equal("hello", await reading);
        Assert.True(time.GetUtcNow() - start >= TimeSpan.FromSeconds(7));
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

    [Fact]
    public async Task GetRangeAsync_asks_for_the_range_and_checks_the_answer()
    {
        await using var server = LoopbackServer.Answering(LoopbackServer.Part("llo", "bytes 2-4/5"));

        Assert.Equal("llo", await GetRangeAsync(server, ByteRange.At(2, 3)));
        Assert.Equal("bytes=2-4", server.Requests.Single().Range);
    }

    [Theory]
    [InlineData("llo", "bytes 2-4/5", "llo")]
    [InlineData("hello", "bytes 0-4/5", "hello")]
    public async Task GetRangeAsync_suffix_may_be_shorter_where_the_value_is(string body, string contentRange, string expected)
    {
        await using var server = LoopbackServer.Answering(LoopbackServer.Part(body, contentRange));

        Assert.Equal(expected, await GetRangeAsync(server, ByteRange.Last(body == "hello" ? 9 : 3)));
        Assert.StartsWith("bytes=-", server.Requests.Single().Range, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetRangeAsync_beyond_the_end_is_empty()
    {
        await using var server = LoopbackServer.Answering(
            LoopbackServer.Status("416 Range Not Satisfiable", "Content-Range: bytes */5\r\n"));

        Assert.Equal(string.Empty, await GetRangeAsync(server, ByteRange.At(10, 3)));
    }

    [Theory]
    [InlineData("bytes 0-2/5")]
    [InlineData("bytes 2-4/9")]
    [InlineData("bytes 2-3/5")]
    [InlineData("items 2-4/5")]
    public async Task GetRangeAsync_another_range_than_asked_for_is_a_failure(string contentRange)
    {
        await using var server = LoopbackServer.Answering(LoopbackServer.Part("llo", contentRange));

        var error = await Assert.ThrowsAsync<LamellaException>(() => GetRangeAsync(server, ByteRange.At(2, 5)));

        Assert.Equal(LamellaErrorCode.StoreFailed, error.Code);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task GetRangeAsync_server_that_ignores_Range_is_read_up_to_the_part()
    {
        await using var server = LoopbackServer.Answering(LoopbackServer.Ok("hello world"));

        Assert.Equal("o wo", await GetRangeAsync(server, ByteRange.At(4, 4)));
        Assert.Equal("ld", await GetRangeAsync(server, ByteRange.Last(2)));
    }

    [Fact]
    public async Task GetRangeAsync_server_that_ignores_Range_on_a_large_value_is_a_failure()
    {
        await using var server = LoopbackServer.Answering("HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n");

        var error = await Assert.ThrowsAsync<LamellaException>(() => GetRangeAsync(server, ByteRange.At(1L << 30, 4)));

        Assert.Contains("ignores Range", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetLengthAsync_takes_it_from_the_content_range()
    {
        await using var server = LoopbackServer.Answering(LoopbackServer.Part("h", "bytes 0-0/12345678901"));
        using var transport = CreateTransport(server);

        Assert.Equal(12_345_678_901L, await new HttpStore(transport, server.Root).GetLengthAsync(Key, Token));
    }

    [Fact]
    public async Task GetAsync_redirect_within_the_policy_is_followed()
    {
        await using var server = LoopbackServer.Answering(
            LoopbackServer.Status("302 Found", "Location: /elsewhere\r\n"), LoopbackServer.Ok("hello"));

        Assert.Equal("hello", await GetAsync(server));
        Assert.Equal(["/c/0/1", "/elsewhere"], server.Requests.Select(static request => request.Target));
    }

    [Fact]
    public async Task GetAsync_redirects_without_end_are_a_failure()
    {
        await using var server = LoopbackServer.Answering(LoopbackServer.Status("302 Found", "Location: /again\r\n"));

        var error = await Assert.ThrowsAsync<LamellaException>(() => GetAsync(server));

        Assert.Equal(LamellaErrorCode.StoreFailed, error.Code);
        Assert.Equal(6, server.Requests.Count);
    }

    [Theory]
    [InlineData("http://127.0.0.2:9/secret")]
    [InlineData("http://localhost:9/secret")]
    [InlineData("file:///etc/passwd")]
    public async Task GetAsync_redirect_out_of_the_policy_is_refused(string location)
    {
        await using var server = LoopbackServer.Answering(LoopbackServer.Status("302 Found", $"Location: {location}\r\n"));

        var error = await Assert.ThrowsAsync<LamellaException>(() => GetAsync(server));

        Assert.Equal(LamellaErrorCode.NotAllowed, error.Code);
    }

    [Fact]
    public async Task GetAsync_open_policy_does_not_follow_a_redirect_to_a_private_address()
    {
        await using var server = LoopbackServer.Answering(LoopbackServer.Status("302 Found", "Location: http://127.0.0.2:9/secret\r\n"));
        using var transport = new HttpTransport(RemoteAccessPolicy.Open, Options(TimeSpan.FromSeconds(15)));

        var error = await Assert.ThrowsAsync<LamellaException>(async () => await new HttpStore(transport, server.Root).GetAsync(Key, 1000, Token));

        Assert.Equal(LamellaErrorCode.NotAllowed, error.Code);
        Assert.Contains("private", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Constructor_root_outside_the_policy_is_refused()
    {
        using var transport = new HttpTransport(RemoteAccessPolicy.None);

        var error = Assert.Throws<LamellaException>(() => new HttpStore(transport, new Uri("https://user:secret@example.org/x?sig=secret")));

        Assert.Equal(LamellaErrorCode.NotAllowed, error.Code);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }

    private static async Task<string?> GetAsync(LoopbackServer server, TimeProvider? time = null, TimeSpan? stall = null)
    {
        using var transport = CreateTransport(server, time, stall);
        using var value = await new HttpStore(transport, server.Root).GetAsync(Key, 1000, Token);
        return value is null ? null : Encoding.Latin1.GetString(value.Bytes.Span);
    }

    private static async Task<string?> GetRangeAsync(LoopbackServer server, ByteRange range)
    {
        using var transport = CreateTransport(server);
        using var value = await new HttpStore(transport, server.Root).GetRangeAsync(Key, range, Token);
        return value is null ? null : Encoding.Latin1.GetString(value.Bytes.Span);
    }

    private static HttpTransport CreateTransport(LoopbackServer server, TimeProvider? time = null, TimeSpan? stall = null) =>
        new(RemoteAccessPolicy.Allow(server.Root.ToString()), Options(stall ?? TimeSpan.FromSeconds(15)), time);

    private static HttpStoreOptions Options(TimeSpan stall) => new()
    {
        Retries = Retries,
        RetryDelay = TimeSpan.FromMilliseconds(1),
        StallTimeout = stall,
    };
}
