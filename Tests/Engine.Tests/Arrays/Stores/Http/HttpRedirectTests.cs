using Lamella.Contracts.Errors;
using Lamella.Engine.Arrays.Stores.Http;
using Lamella.Tests.Http;
using Xunit;
using static Lamella.Engine.Tests.Arrays.Stores.Http.HttpCalls;

namespace Lamella.Engine.Tests.Arrays.Stores.Http;

/// <summary>Redirects, and what may be opened at all.</summary>
public sealed class HttpRedirectTests
{
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
}
