using System.Text;
using Lamella.Engine.Arrays.Stores;
using Lamella.Engine.Arrays.Stores.Http;
using Lamella.Tests.Http;
using Xunit;

namespace Lamella.Engine.Tests.Arrays.Stores.Http;

/// <summary>One call to a store of a loopback server, with little patience.</summary>
internal static class HttpCalls
{
    public const int Retries = 2;

    public static readonly StoreKey Key = StoreKey.Parse("c/0/1");

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<string?> GetAsync(LoopbackServer server, TimeProvider? time = null, TimeSpan? stall = null)
    {
        using var transport = CreateTransport(server, time, stall);
        using var value = await new HttpStore(transport, server.Root).GetAsync(Key, 1000, Token);
        return value is null ? null : Encoding.Latin1.GetString(value.Bytes.Span);
    }

    public static async Task<string?> GetRangeAsync(LoopbackServer server, ByteRange range)
    {
        using var transport = CreateTransport(server);
        using var value = await new HttpStore(transport, server.Root).GetRangeAsync(Key, range, Token);
        return value is null ? null : Encoding.Latin1.GetString(value.Bytes.Span);
    }

    public static HttpTransport CreateTransport(LoopbackServer server, TimeProvider? time = null, TimeSpan? stall = null) =>
        new(RemoteAccessPolicy.Allow(server.Root.ToString()), Options(stall ?? TimeSpan.FromSeconds(15)), time);

    public static HttpStoreOptions Options(TimeSpan stall) => new()
    {
        Retries = Retries,
        RetryDelay = TimeSpan.FromMilliseconds(1),
        StallTimeout = stall,
    };
}
