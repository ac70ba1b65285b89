using System.Buffers.Binary;
using System.Text;
using Lamella.Contracts.Arrays;
using Lamella.Contracts.Errors;
using Lamella.Engine.Arrays;
using Lamella.Engine.Arrays.Formats;
using Lamella.Engine.Arrays.Formats.Npy;
using Lamella.Engine.Arrays.Stores;
using Xunit;

namespace Lamella.Engine.Tests.Arrays.Formats.Npy;

public sealed class NpyFormatTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lamella-npy-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task OpenAsync_little_endian_C_order_is_resident()
    {
        // numpy: np.save(f, np.arange(6, dtype="<u2").reshape(2, 3))
        var path = Write(File1("{'descr': '<u2', 'fortran_order': False, 'shape': (2, 3), }", [0, 0, 1, 0, 2, 0, 3, 0, 4, 0, 5, 0]));

        var image = await OpenAsync(path);
        var array = image.Levels[0];

        Assert.Equal([2L, 3L], array.Metadata.Shape);
        Assert.Equal(DataType.UInt16, array.Metadata.DataType);
        Assert.Equal([0, 0, 1, 0, 2, 0, 3, 0, 4, 0, 5, 0], array.GetResident([0, 0]).ToArray());
        Assert.Equal("npy 1.0", image.Format);
    }

    [Fact]
    public async Task OpenAsync_Fortran_order_big_endian_gives_the_elements_in_C_order_little_endian()
    {
        // numpy: np.save(f, np.asfortranarray(np.arange(6, dtype=">i2").reshape(2, 3)))
        var path = Write(File1("{'descr': '>i2', 'fortran_order': True, 'shape': (2, 3), }", [0, 0, 0, 3, 0, 1, 0, 4, 0, 2, 0, 5]));

        var array = (await OpenAsync(path)).Levels[0];

        Assert.True(array.GetResident([0, 0]).IsEmpty);
        Assert.Equal([0, 0, 1, 0, 2, 0, 3, 0, 4, 0, 5, 0], await WholeArray.ReadAsync(array, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("|b1", DataType.Bool)]
    [InlineData("|i1", DataType.Int8)]
    [InlineData("<i8", DataType.Int64)]
    [InlineData("<f2", DataType.Float16)]
    [InlineData("<c8", DataType.Complex64)]
    [InlineData(">c16", DataType.Complex128)]
    public async Task OpenAsync_every_dtype_is_known(string descr, DataType expected)
    {
        var bytes = Enumerable.Range(0, expected.ItemSize()).Select(static i => (byte)i).ToArray();
        var path = Write(File1($"{{'descr': '{descr}', 'fortran_order': False, 'shape': (1,), }}", bytes));

        var array = (await OpenAsync(path)).Levels[0];
        var read = await WholeArray.ReadAsync(array, TestContext.Current.CancellationToken);

        var swapped = expected == DataType.Complex128 ? [.. bytes[..8].Reverse(), .. bytes[8..].Reverse()] : bytes;
        Assert.Equal(expected, array.Metadata.DataType);
        Assert.Equal(swapped, read);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public async Task OpenAsync_versions_with_a_long_length_field_are_read(byte version)
    {
        var text = "{'descr': '|u1', 'fortran_order': False, 'shape': (2,), }" + new string(' ', 70_00) + "\n";
        var header = new byte[12 + text.Length];
        NpyHeader.Magic.CopyTo(header);
        header[6] = version;
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(8), text.Length);
        Encoding.UTF8.GetBytes(text, header.AsSpan(12));
        var path = Write([.. header, 7, 8]);

        var image = await OpenAsync(path);

        Assert.Equal([7, 8], await WholeArray.ReadAsync(image.Levels[0], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task OpenAsync_large_array_is_cut_into_runs_and_reads_the_same_from_a_store()
    {
        // 300 × 500 × 7 float32 is 4.2 MB: several chunks, the last of them clipped.
        var elements = new byte[300 * 500 * 7 * 4];
        new Random(7).NextBytes(elements);
        byte[] file = [.. NpyWriter.CreateHeader([300, 500, 7], DataType.Float32), .. elements];
        var store = new MemoryStore("memory://npy");
        store.Set(StoreKey.Parse("a.npy"), file);

        var mapped = (await OpenAsync(Write(file))).Levels[0];
        var stored = (await new NpyFormat().OpenAsync(SourceOf(store, file), TestContext.Current.CancellationToken)).Levels[0];

        Assert.True(mapped.Metadata.GridExtent(0) > 1);
        Assert.Equal(elements, await WholeArray.ReadAsync(mapped, TestContext.Current.CancellationToken));
        Assert.Equal(elements, await WholeArray.ReadAsync(stored, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("{'descr': '<u2', 'fortran_order': False, 'shape': (2, 3), ", LamellaErrorCode.InvalidMetadata)]
    [InlineData("{'descr': '<u2', 'fortran_order': False}", LamellaErrorCode.InvalidMetadata)]
    [InlineData("{'descr': '<u2', 'fortran_order': 0, 'shape': (2,)}", LamellaErrorCode.InvalidMetadata)]
    [InlineData("{'descr': '<u2', 'fortran_order': False, 'shape': (-2,)}", LamellaErrorCode.InvalidMetadata)]
    [InlineData("{'descr': '<u2', 'fortran_order': False, 'shape': (99999999999999999999,)}", LamellaErrorCode.InvalidMetadata)]
    [InlineData("{'descr': '<u2', 'fortran_order': False, 'shape': ((((((((((2,),),),),),),),),),)}", LamellaErrorCode.InvalidMetadata)]
    [InlineData("{'descr': '<u2', 'fortran_order': False, 'shape': (4611686018427387904, 4)}", LamellaErrorCode.LimitExceeded)]
    [InlineData("{'descr': '<u2', 'fortran_order': False, 'shape': (1000,)}", LamellaErrorCode.CorruptChunk)]
    [InlineData("{'descr': '<U5', 'fortran_order': False, 'shape': (2,)}", LamellaErrorCode.Unsupported)]
    [InlineData("{'descr': '|O', 'fortran_order': False, 'shape': (2,)}", LamellaErrorCode.Unsupported)]
    [InlineData("{'descr': [('x', '<f4')], 'fortran_order': False, 'shape': (2,)}", LamellaErrorCode.Unsupported)]
    [InlineData("__import__('os').system('true')", LamellaErrorCode.InvalidMetadata)]
    public async Task OpenAsync_bad_header_is_refused(string header, LamellaErrorCode expected)
    {
        var path = Write(File1(header, new byte[12]));

        var error = await Assert.ThrowsAsync<LamellaException>(() => OpenAsync(path));

        Assert.Equal(expected, error.Code);
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenAsync_header_length_beyond_the_file_allocates_nothing_for_it()
    {
        byte[] file = [.. NpyHeader.Magic, 2, 0, 0xff, 0xff, 0xff, 0x7f];
        var path = Write(file);

        var error = await Assert.ThrowsAsync<LamellaException>(() => OpenAsync(path));

        Assert.Equal(LamellaErrorCode.LimitExceeded, error.Code);
    }

    [Fact]
    public void Parse_any_mutation_of_a_header_is_read_or_refused_cleanly()
    {
        var header = NpyWriter.CreateHeader([12, 34, 56], DataType.Float32);
        var random = new Random(20_260);
        var refused = 0;
        for (var i = 0; i < 5_000; i++)
        {
            var mutated = (byte[])header.Clone();
            for (var change = random.Next(1, 4); change > 0; change--)
            {
                mutated[random.Next(mutated.Length)] = (byte)random.Next(256);
            }

            refused += Record.Exception(() => NpyHeader.Parse(mutated.AsSpan(0, random.Next(mutated.Length + 1)), "x.npy")) switch
            {
                null => 0,
                LamellaException => 1,
                var other => throw other,
            };
        }

        Assert.InRange(refused, 1, 5_000);
    }

    [Fact]
    public async Task WriteAsync_writes_what_OpenAsync_reads()
    {
        var path = Path.Combine(_folder.FullName, "out.npy");
        var elements = Enumerable.Range(0, 24).Select(static i => (byte)i).ToArray();
        await using (var stream = File.Create(path))
        {
            await NpyWriter.WriteAsync(stream, [3, 4], DataType.Int16, elements, TestContext.Current.CancellationToken);
        }

        var array = (await OpenAsync(path)).Levels[0];

        Assert.Equal([3L, 4L], array.Metadata.Shape);
        Assert.Equal(elements, await WholeArray.ReadAsync(array, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(new long[] { }, "()")]
    [InlineData(new long[] { 3 }, "(3,)")]
    [InlineData(new long[] { 2, 3 }, "(2, 3)")]
    public void CreateHeader_is_what_numpy_writes(long[] shape, string tuple)
    {
        // numpy.lib.format.write_array_header_1_0 pads with spaces to a multiple of 64 and ends in a line feed.
        var header = NpyWriter.CreateHeader(shape, DataType.Float32);

        var text = $"{{'descr': '<f4', 'fortran_order': False, 'shape': {tuple}, }}".PadRight(117) + "\n";
        Assert.Equal(128, header.Length);
        Assert.Equal([0x93, .. "NUMPY"u8, 1, 0, 118, 0, .. Encoding.ASCII.GetBytes(text)], header);
    }

    private static byte[] File1(string header, byte[] elements)
    {
        var text = header.PadRight(117) + "\n";
        return [.. NpyHeader.Magic, 1, 0, (byte)text.Length, (byte)(text.Length >> 8), .. Encoding.Latin1.GetBytes(text), .. elements];
    }

    private static ImageSource SourceOf(MemoryStore store, byte[] file) => new()
    {
        Uri = "memory://npy/a.npy",
        Store = store,
        Key = StoreKey.Parse("a.npy"),
        Head = file.AsMemory(0, ImageSource.HeadLength),
        Length = file.Length,
        Name = "a.npy",
    };

    private static async Task<OpenedImage> OpenAsync(string path) =>
        await FormatRegistry.CreateDefault().OpenAsync(path, TestContext.Current.CancellationToken);

    private string Write(byte[] file)
    {
        var path = Path.Combine(_folder.FullName, $"{Guid.NewGuid():N}.npy");
        File.WriteAllBytes(path, file);
        return path;
    }
}
