using System.Security.Cryptography;
using System.Text.Json;
using Lamella.Contracts.Errors;
using Lamella.Engine.Samples;
using Xunit;

namespace Lamella.Engine.Tests.Samples;

public sealed class SampleWriterTests : IDisposable
{
    private static readonly SampleShape Small = new(8, 40, 48);
    private readonly string _folder = Directory.CreateTempSubdirectory("lamella-sample-").FullName;

    private string Target => Path.Combine(_folder, "s.zarr");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // zarr-python 2.13.6 reads the same bytes: sha256(zarr.open(path)["0"][:].tobytes()).
    [Fact]
    public void Compute_aSmallVolume_isTheSameEverywhere()
    {
        var (nuclei, membranes) = new SampleVolume(Small).Compute(static _ => { }, CancellationToken.None);

        var bytes = System.Runtime.InteropServices.MemoryMarshal.AsBytes<ushort>([.. nuclei, .. membranes]);
        Assert.Equal("9c199a46e56bccd804edb6084b6d1e9db49a8b2198caac96253e286a40895354", Convert.ToHexStringLower(SHA256.HashData(bytes)));
    }

    [Fact]
    public async Task WriteAsync_twice_writesTheSameFiles()
    {
        await WriteAsync(overwrite: false);
        var first = Fingerprint();

        await WriteAsync(overwrite: true);

        Assert.Equal(first, Fingerprint());
    }

    [Fact]
    public async Task WriteAsync_describesThreeLevelsInMicrometers_coarseCentresBetweenFineOnes()
    {
        await WriteAsync(overwrite: false);

        using var document = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(Target, ".zattrs"), Cancellation));
        var datasets = document.RootElement.GetProperty("multiscales")[0].GetProperty("datasets");
        Assert.Equal(3, datasets.GetArrayLength());
        Assert.Equal([1, 4, 6.4, 128 / 24.0], Transform(datasets[1], 0, "scale"));
        Assert.Equal([0, 0, 1.6, 128 / 48.0 / 2], Transform(datasets[1], 1, "translation"));
    }

    [Fact]
    public async Task WriteAsync_whereSomethingLies_refusesAndLeavesIt()
    {
        await WriteAsync(overwrite: false);
        var before = Fingerprint();

        var error = await Assert.ThrowsAsync<LamellaException>(() => WriteAsync(overwrite: false));

        Assert.Contains("--force", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, Fingerprint());
    }

    [Fact]
    public async Task WriteAsync_withForceOverWhatIsNoZarr_refusesAndLeavesIt()
    {
        Directory.CreateDirectory(Target);
        await File.WriteAllTextAsync(Path.Combine(Target, "thesis.txt"), "years", Cancellation);

        var error = await Assert.ThrowsAsync<LamellaException>(() => WriteAsync(overwrite: true));

        Assert.Contains("not a Zarr", error.Message, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(Target, "thesis.txt")));
    }

    [Fact]
    public async Task WriteAsync_cancelled_leavesNothing()
    {
        using var source = new CancellationTokenSource();
        var progress = new ImmediateProgress(_ => source.Cancel());

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => SampleWriter.WriteAsync(Target, overwrite: false, Small, progress, source.Token));

        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder));
    }

    [Fact]
    public async Task WriteAsync_belowAFile_failsInOneLine()
    {
        var file = Path.Combine(_folder, "file");
        await File.WriteAllTextAsync(file, "", Cancellation);

        var error = await Assert.ThrowsAsync<LamellaException>(
            () => SampleWriter.WriteAsync(Path.Combine(file, "s.zarr"), overwrite: false, Small, null, Cancellation));

        Assert.Equal(LamellaErrorCode.StoreFailed, error.Code);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public async Task WriteAsync_ofATinyShape_isRefused() => await Assert.ThrowsAsync<LamellaException>(
        () => SampleWriter.WriteAsync(Target, overwrite: false, new(1, 512, 512), null, Cancellation));

    [Fact]
    public async Task WriteAsync_reportsProgressUpToTheEnd()
    {
        var last = 0.0;
        var gate = new Lock();

        await SampleWriter.WriteAsync(Target, overwrite: false, Small, new ImmediateProgress(Raise), Cancellation);

        Assert.Equal(1, last, 1e-9);

        void Raise(double value)
        {
            lock (gate)
            {
                last = Math.Max(last, value);
            }
        }
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Task<long> WriteAsync(bool overwrite) => SampleWriter.WriteAsync(Target, overwrite, Small, null, Cancellation);

    private string[] Fingerprint() =>
    [
        .. Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(file => $"{Path.GetRelativePath(_folder, file)} {Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)))}"),
    ];

    private static IEnumerable<double> Transform(JsonElement dataset, int index, string name) =>
        dataset.GetProperty("coordinateTransformations")[index].GetProperty(name).EnumerateArray().Select(number => number.GetDouble());

    private sealed class ImmediateProgress(Action<double> report) : IProgress<double>
    {
        public void Report(double value) => report(value);
    }
}
