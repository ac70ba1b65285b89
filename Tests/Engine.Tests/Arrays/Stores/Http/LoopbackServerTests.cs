using Lamella.Tests.Http;
using Xunit;
using static Lamella.Engine.Tests.Arrays.Stores.Http.HttpCalls;

namespace Lamella.Engine.Tests.Arrays.Stores.Http;

/// <summary>The server of the other tests.</summary>
public sealed class LoopbackServerTests
{
    // A thousand, because only some servers are stopped between two connections; without the right order this failed in a second.
    private const int Servers = 1000;

    [Fact]
    public async Task DisposeAsync_rightAfterAnAnswer_ends()
    {
        for (var number = 0; number < Servers; number++)
        {
            await using var server = LoopbackServer.Answering(LoopbackServer.Status("404 Not Found"));

            Assert.Null(await GetAsync(server));
        }
    }
}
