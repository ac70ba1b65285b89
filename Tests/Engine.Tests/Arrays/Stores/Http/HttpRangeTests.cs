using Lamella.Contracts.Errors;
using Lamella.Engine.Arrays.Stores;
using Lamella.Engine.Arrays.Stores.Http;
using Lamella.Tests.Http;
using Xunit;
using static Lamella.Engine.Tests.Arrays.Stores.Http.HttpCalls;

namespace Lamella.Engine.Tests.Arrays.Stores.Http;

/// <summary>Parts of values, and their lengths.</summary>
public sealed class HttpRangeTests
{
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
}
