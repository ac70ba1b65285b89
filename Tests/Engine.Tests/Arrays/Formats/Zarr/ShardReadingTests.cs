using System.Text;
using Lamella.Engine.Arrays;
using Lamella.Engine.Arrays.Formats;
using Lamella.Engine.Arrays.Formats.Zarr;
using Lamella.Engine.Arrays.Stores;
using Lamella.Engine.Tests.Arrays.Stores;
using Xunit;

namespace Lamella.Engine.Tests.Arrays.Formats.Zarr;

/// <summary>One shard of 8×8 bytes in 16 inner chunks of 2×2: 64 bytes of chunks, an index of 256.</summary>
public sealed class ShardReadingTests
{
    private const int IndexLength = 256;

    private const string Metadata =
        """{"zarr_format":3,"node_type":"array","shape":[8,8],"data_type":"uint8","chunk_grid":{"name":"regular","configuration":{"chunk_shape":[8,8]}},"chunk_key_encoding":{"name":"default"},"fill_value":7,"codecs":[{"name":"sharding_indexed","configuration":{"chunk_shape":[2,2],"codecs":[{"name":"bytes"}],"index_codecs":[{"name":"bytes","configuration":{"endian":"little"}}],"index_location":"end"}}]}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ReadAsync_two_inner_chunks_read_the_index_once_and_only_those_chunks()
    {
        var (store, array) = await OpenAsync();
        var before = (store.Reads, store.Bytes);
        using var first = await array.ReadAsync(new[] { 0, 1 }, Token);
        using var second = await array.ReadAsync(new[] { 3, 3 }, Token);
        Assert.Equal(3, store.Reads - before.Reads);
        Assert.Equal(IndexLength + 4 + 4, store.Bytes - before.Bytes);
        Assert.Equal([4, 5, 6, 7], first!.Bytes.ToArray());
        Assert.Equal([60, 61, 62, 63], second!.Bytes.ToArray());
    }

    [Fact]
    public async Task ReadAsync_absent_inner_chunk_is_absent()
    {
        var (_, array) = await OpenAsync(absent: 5);
        Assert.Null(await array.ReadAsync(new[] { 1, 1 }, Token));
    }

    [Fact]
    public async Task ReadAsync_many_at_once_join_on_one_index()
    {
        var (store, array) = await OpenAsync();
        var gate = new TaskCompletionSource();
        store.Gate = _ => gate.Task;
        var before = store.Reads;
        var reads = Enumerable.Range(0, 16).Select(number => array.ReadAsync(new[] { number / 4, number % 4 }, Token).AsTask()).ToList();
        Assert.Equal(1, store.Reads - before);
        gate.SetResult();
        Assert.All(await Task.WhenAll(reads), static chunk => Assert.Equal(4, chunk!.Bytes.Length));
        Assert.Equal(17, store.Reads - before);
    }

    [Fact]
    public async Task ReadAsync_one_of_two_waiters_cancelled_leaves_the_index_to_the_other()
    {
        var (store, array) = await OpenAsync();
        var gate = new TaskCompletionSource();
        store.Gate = token => gate.Task.WaitAsync(token);
        using var cancellation = new CancellationTokenSource();
        var impatient = array.ReadAsync(new[] { 0, 0 }, cancellation.Token).AsTask();
        var patient = array.ReadAsync(new[] { 0, 1 }, Token).AsTask();
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        gate.SetResult();
        Assert.Equal([4, 5, 6, 7], (await patient)!.Bytes.ToArray());
    }

    [Fact]
    public async Task ReadAsync_last_waiter_cancelled_aborts_the_read_of_the_index()
    {
        var (store, array) = await OpenAsync();
        var aborted = new TaskCompletionSource();
        store.Gate = token =>
        {
            token.Register(aborted.SetResult);
            return Task.Delay(Timeout.Infinite, token);
        };
        using var cancellation = new CancellationTokenSource();
        var read = array.ReadAsync(new[] { 0, 0 }, cancellation.Token).AsTask();
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read);
        await aborted.Task;
        store.Gate = static _ => Task.CompletedTask;
        using var again = await array.ReadAsync(new[] { 0, 0 }, Token);
        Assert.Equal(4, again!.Bytes.Length);
    }

    private static async Task<(CountingStore Store, IChunkedArray Array)> OpenAsync(int? absent = null)
    {
        var memory = new MemoryStore("memory://shard");
        memory.Set(StoreKey.Parse("zarr.json"), Encoding.UTF8.GetBytes(Metadata));
        var shard = Enumerable.Range(0, 64).Select(static value => (byte)value)
            .Concat(Enumerable.Range(0, 16).SelectMany(number => Entry(number, number == absent)));
        memory.Set(StoreKey.Parse("c/0/0"), [.. shard]);
        var store = new CountingStore(memory);
        var image = await new ZarrFormat().OpenAsync(new ImageSource { Uri = store.Uri, Store = store, Name = "shard.zarr" }, Token);
        return (store, image.Levels[0]);
    }

    private static byte[] Entry(int number, bool isAbsent) => isAbsent
        ? [.. Enumerable.Repeat((byte)0xff, 16)]
        : [.. BitConverter.GetBytes(4UL * (ulong)number), .. BitConverter.GetBytes(4UL)];
}
