using System.IO.Compression;
using System.Text;
using Lamella.Contracts.Errors;
using Lamella.Engine.Arrays;
using Lamella.Engine.Arrays.Stores;
using Xunit;

namespace Lamella.Engine.Tests.Arrays.Stores;

public sealed class ZipStoreTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lamella-zip-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(CompressionLevel.NoCompression)]
    [InlineData(CompressionLevel.Optimal)]
    public async Task GetAsync_member_givesItsBytes_andItsParts(CompressionLevel level)
    {
        var sut = await OpenAsync(Zip(level));

        using var whole = await sut.GetAsync(StoreKey.Parse("a/0"), 1000, Token);
        using var part = await sut.GetRangeAsync(StoreKey.Parse("a/0"), ByteRange.At(2, 3), Token);
        using var absent = await sut.GetAsync(StoreKey.Parse("a/1"), 1000, Token);

        Assert.Equal("hello, zip", Encoding.ASCII.GetString(whole!.Bytes.Span));
        Assert.Equal("llo", Encoding.ASCII.GetString(part!.Bytes.Span));
        Assert.Null(absent);
    }

    [Fact]
    public async Task GetAsync_storedMemberOfAnotherChecksum_isDamaged()
    {
        var zip = Zip(CompressionLevel.NoCompression);
        zip[zip.AsSpan().IndexOf("hello"u8)] ^= 1;
        var sut = await OpenAsync(zip);

        var error = await Assert.ThrowsAsync<LamellaException>(async () => await sut.GetAsync(StoreKey.Parse("a/0"), 1000, Token));

        Assert.Equal(LamellaErrorCode.StoreFailed, error.Code);
        Assert.Contains("a/0", error.Message, StringComparison.Ordinal);
        Assert.Contains("CRC-32", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetAsync_memberLongerThanAskedFor_isRefused()
    {
        var sut = await OpenAsync(Zip(CompressionLevel.NoCompression));

        var error = await Assert.ThrowsAsync<LamellaException>(async () => await sut.GetAsync(StoreKey.Parse("a/0"), 9, Token));

        Assert.Equal(LamellaErrorCode.LimitExceeded, error.Code);
    }

    private static byte[] Zip(CompressionLevel level)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var member = zip.CreateEntry("a/0", level).Open();
            member.Write("hello, zip"u8);
        }

        return bytes.ToArray();
    }

    private async Task<ZipStore> OpenAsync(byte[] zip)
    {
        await File.WriteAllBytesAsync(Path.Combine(_folder.FullName, "x.zip"), zip, Token);
        return await ZipStore.OpenAsync(new FolderStore(_folder.FullName), StoreKey.Parse("x.zip"), ArrayLimits.Default, Token);
    }
}
