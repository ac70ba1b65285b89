using System.Text;
using Lamella.Contracts.Errors;
using Lamella.Engine.Arrays.Stores;
using Xunit;

namespace Lamella.Engine.Tests.Arrays.Stores;

public sealed class FolderStoreTests : IDisposable
{
    private readonly DirectoryInfo _temporary = Directory.CreateTempSubdirectory("lamella-store-");
    private readonly FolderStore _store;

    public FolderStoreTests()
    {
        var root = _temporary.CreateSubdirectory("root");
        Directory.CreateDirectory(Path.Combine(root.FullName, "a"));
        File.WriteAllText(Path.Combine(root.FullName, "a", "0..0"), "0123456789");
        File.WriteAllText(Path.Combine(_temporary.FullName, "secret"), "secret");
        _store = new FolderStore(root.FullName);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _temporary.Delete(recursive: true);

    [Fact]
    public async Task GetAsync_existing_key_returns_the_bytes()
    {
        using var value = await _store.GetAsync(StoreKey.Parse("a/0..0"), 100, Token);
        Assert.Equal("0123456789", Encoding.ASCII.GetString(value!.Bytes.Span));
    }

    [Theory]
    [InlineData("a/1")]
    [InlineData("a")]
    [InlineData("a/0..0/b")]
    [InlineData("b/c/d")]
    public async Task GetAsync_no_such_value_is_absent(string key) =>
        Assert.Null(await _store.GetAsync(StoreKey.Parse(key), 100, Token));

    [Fact]
    public async Task GetAsync_value_longer_than_allowed_is_refused()
    {
        var error = await Assert.ThrowsAsync<LamellaException>(async () => await _store.GetAsync(StoreKey.Parse("a/0..0"), 9, Token));
        Assert.Equal(LamellaErrorCode.LimitExceeded, error.Code);
    }

    [Theory]
    [InlineData(2, 3, false, "234")]
    [InlineData(8, 5, false, "89")]
    [InlineData(10, 5, false, "")]
    [InlineData(99, 5, false, "")]
    [InlineData(0, 4, true, "6789")]
    [InlineData(0, 40, true, "0123456789")]
    public async Task GetRangeAsync_range_is_cut_at_the_end(long offset, int length, bool suffix, string expected)
    {
        var range = suffix ? ByteRange.Last(length) : ByteRange.At(offset, length);
        using var value = await _store.GetRangeAsync(StoreKey.Parse("a/0..0"), range, Token);
        Assert.Equal(expected, Encoding.ASCII.GetString(value!.Bytes.Span));
    }

    [Fact]
    public async Task GetAsync_cancelled_token_throws() =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await _store.GetAsync(StoreKey.Parse("a/0..0"), 100, new CancellationToken(canceled: true)));

    [Theory]
    [InlineData("file")]
    [InlineData("folder/secret")]
    [InlineData("a/indirect/secret")]
    [InlineData("circle")]
    public async Task GetAsync_link_out_of_the_root_is_refused(string key)
    {
        File.CreateSymbolicLink(Path.Combine(_store.Root, "file"), "../secret");
        Directory.CreateSymbolicLink(Path.Combine(_store.Root, "folder"), _temporary.FullName);
        Directory.CreateSymbolicLink(Path.Combine(_store.Root, "a", "indirect"), "../folder");
        File.CreateSymbolicLink(Path.Combine(_store.Root, "circle"), "circle");

        var error = await Assert.ThrowsAsync<LamellaException>(async () => await _store.GetAsync(StoreKey.Parse(key), 100, Token));
        Assert.Equal(LamellaErrorCode.NotAllowed, error.Code);
    }

    [Fact]
    public async Task GetAsync_link_within_the_root_is_followed()
    {
        Directory.CreateSymbolicLink(Path.Combine(_store.Root, "b"), "a");
        using var value = await _store.GetAsync(StoreKey.Parse("b/0..0"), 100, Token);
        Assert.Equal(10, value!.Length);
    }

    [Fact]
    public async Task ListAsync_folder_tells_values_from_folders()
    {
        File.WriteAllText(Path.Combine(_store.Root, "z"), "");
        Assert.Equal([new StoreEntry("a", true), new StoreEntry("z", false)], await _store.ListAsync(StoreKey.Root, Token));
    }
}
