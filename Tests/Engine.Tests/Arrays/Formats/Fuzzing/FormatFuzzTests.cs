using System.IO.Compression;
using System.Text;
using Lamella.Engine.Arrays.Formats;
using Lamella.Engine.Arrays.Formats.Hdf5;
using Lamella.Engine.Arrays.Formats.N5;
using Lamella.Engine.Arrays.Formats.Nifti;
using Lamella.Engine.Arrays.Formats.Npz;
using Lamella.Engine.Arrays.Formats.Raw;
using Lamella.Engine.Arrays.Formats.Tiff;
using Lamella.Engine.Arrays.Stores;
using Lamella.Engine.Tests.Arrays.Formats.Nifti;
using Lamella.Engine.Tests.Arrays.Formats.Npz;
using Lamella.Engine.Tests.Arrays.Formats.Tiff;
using PureHDF;
using Xunit;

namespace Lamella.Engine.Tests.Arrays.Formats.Fuzzing;

/// <summary>Seeded damage to small valid files; LAMELLA_FUZZ multiplies the number.</summary>
public sealed class FormatFuzzTests : IDisposable
{
    private const int TimeoutMs = 60_000;

    private static readonly int Count = 2000 * Math.Max(1, int.TryParse(Environment.GetEnvironmentVariable("LAMELLA_FUZZ"), out var factor) ? factor : 1);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lamella-fuzz-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact(Timeout = TimeoutMs)]
    public Task Tiff_damaged_files_are_refused_or_read() => RunAsync("TIFF", new TiffFormat(), "x.tif", TiffSamples(), TestContext.Current.CancellationToken);

    [Fact(Timeout = TimeoutMs)]
    public Task Nifti_damaged_files_are_refused_or_read()
    {
        var one = new NiftiBytes(1, false).Shape(5, 4, 3).Type(4, 16).With(new byte[120]);
        var two = new NiftiBytes(2, true).Shape(5, 4, 3).Type(16, 32).With(new byte[240]);
        return RunAsync("NIfTI", new NiftiFormat(), "x.nii", [one, two, NiftiBytes.Gzip(one), NiftiBytes.Gzip(two)], TestContext.Current.CancellationToken);
    }

    [Fact(Timeout = TimeoutMs)]
    public Task Npz_damaged_files_are_refused_or_read() => RunAsync(
        "npz",
        new NpzFormat(),
        "x.npz",
        [NpzFormatTests.Zip(CompressionLevel.NoCompression, ("a", new byte[60])), NpzFormatTests.Zip(CompressionLevel.Optimal, ("a", new byte[600]))],
        TestContext.Current.CancellationToken);

    [Fact(Timeout = TimeoutMs)]
    public async Task Raw_damaged_queries_are_refused_or_read()
    {
        var run = new FuzzRun();
        var query = Encoding.ASCII.GetBytes("shape=4,5,2&dtype=uint16&order=F&endian=big&offset=0&axes=z,y,x&scale=1,2,3");
        for (var seed = 0; seed < Count; seed++)
        {
            var source = MemorySource.Of("x.raw", new byte[80], limits: FuzzRun.Limits) with { Query = Encoding.Latin1.GetString(Mutation.Of(query, seed)) };
            await run.OneAsync(seed, async token => await new RawFormat().OpenAsync(source, token), TestContext.Current.CancellationToken);
        }

        run.Report("raw", Count);
    }

    [Fact(Timeout = TimeoutMs)]
    public async Task N5_damaged_attributes_and_blocks_are_refused_or_read()
    {
        var run = new FuzzRun();
        for (var seed = 0; seed < Count; seed++)
        {
            var source = N5Source(seed);
            await run.OneAsync(seed, async token => await new N5Format().OpenAsync(source, token), TestContext.Current.CancellationToken);
        }

        run.Report("N5", Count);
    }

    [Fact(Timeout = TimeoutMs)]
    public async Task Hdf5_damaged_files_are_refused_or_read()
    {
        var run = new FuzzRun();
        byte[][] samples = [Hdf5Sample(chunks: [2, 4]), Hdf5Sample(chunks: null)];
        for (var seed = 0; seed < Count; seed++)
        {
            var path = Path.Combine(_folder.FullName, $"{seed % 8}.h5");
            var bytes = Mutation.Of(samples[seed % samples.Length], seed);
            await File.WriteAllBytesAsync(path, bytes, TestContext.Current.CancellationToken);
            var source = MemorySource.Of("x.h5", bytes, "raw", FuzzRun.Limits) with { LocalPath = path };
            await run.OneAsync(seed, async token => await new Hdf5Format().OpenAsync(source, token), TestContext.Current.CancellationToken);
        }

        run.Report("HDF5", Count);
    }

    private static async Task RunAsync(string name, IImageFormat format, string fileName, byte[][] samples, CancellationToken cancellationToken)
    {
        var run = new FuzzRun();
        for (var seed = 0; seed < Count; seed++)
        {
            var source = MemorySource.Of(fileName, Mutation.Of(samples[seed % samples.Length], seed), limits: FuzzRun.Limits);
            await run.OneAsync(seed, async token => await format.OpenAsync(source, token), cancellationToken);
        }

        run.Report(name, Count);
    }

    private static byte[][] TiffSamples()
    {
        var ome = new TiffBytes();
        TiffFormatTests.AddPages(ome, 8, TiffFormatTests.Ome("XYZCT", "<TiffData IFD='0' PlaneCount='8'/>"), false);
        var imageJ = new TiffBytes(isBigEndian: true);
        imageJ.AddPage(TiffBytes.Grey(4, 2, 16, 1, 2, 1, [imageJ.Append(new byte[96])], [16], TiffBytes.Text(270, "ImageJ=1.53\nimages=6\nchannels=2\nframes=3\nunit=um\n")));
        var big = new TiffBytes(isBigEndian: true, isBigTiff: true);
        TiffFormatTests.AddPages(big, 3, "{\"shape\": [3, 2, 4]}", true);
        var lzw = new TiffBytes();
        var strip = LzwEncoder.Encode(new byte[64 * 64]);
        lzw.AddPage(TiffBytes.Grey(64, 64, 8, 1, 64, 5, [lzw.Append(strip)], [strip.Length], TiffBytes.Short(317, 2)));
        var deflate = new TiffBytes();
        var zlib = new MemoryStream();
        using (var stream = new ZLibStream(zlib, CompressionLevel.Optimal, leaveOpen: true))
        {
            stream.Write(new byte[64 * 64 * 4]);
        }

        var reduced = deflate.AddSubPage(TiffBytes.Grey(2, 1, 32, 3, 1, 32773, [deflate.Append([7, 1, 2, 3, 4, 5, 6, 7, 8])], [9]));
        deflate.AddPage(TiffBytes.Grey(64, 64, 32, 3, 64, 8, [deflate.Append(zlib.ToArray())], [zlib.Length], TiffBytes.Short(317, 3), TiffBytes.Long(330, reduced)));
        return [ome.ToArray(), imageJ.ToArray(), big.ToArray(), lzw.ToArray(), deflate.ToArray()];
    }

    private static ImageSource N5Source(int seed)
    {
        var attributes = """{"dimensions":[3,2],"blockSize":[2,2],"dataType":"uint16","compression":{"type":"gzip"},"axes":["x","y"],"resolution":[1,2]}""";
        byte[] block = [0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 2, .. NiftiBytes.Gzip(new byte[8])];
        var store = new MemoryStore("memory://fuzz.n5");
        store.Set(StoreKey.Parse("attributes.json"), seed % 2 == 0 ? Mutation.Of(Encoding.UTF8.GetBytes(attributes), seed) : Encoding.UTF8.GetBytes(attributes));
        store.Set(StoreKey.Parse("0/0"), seed % 2 == 1 ? Mutation.Of(block, seed) : block);
        return new ImageSource { Uri = store.Uri, Store = store, Name = "fuzz.n5", Limits = FuzzRun.Limits };
    }

    private byte[] Hdf5Sample(uint[]? chunks)
    {
        var path = Path.Combine(_folder.FullName, "sample.h5");
        var numbers = Enumerable.Range(0, 35).Select(static number => (ushort)number).ToArray();
        new H5File { ["raw"] = new H5Dataset(numbers, chunks: chunks, fileDims: [5, 7]), ["group"] = new H5Group { ["other"] = new H5Dataset(numbers) } }.Write(path);
        return File.ReadAllBytes(path);
    }
}
