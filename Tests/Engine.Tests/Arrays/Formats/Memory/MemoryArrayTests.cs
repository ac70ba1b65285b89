using CsCheck;
using Lamella.Contracts.Arrays;
using Lamella.Contracts.Errors;
using Lamella.Engine.Arrays.Formats.Memory;
using Xunit;

namespace Lamella.Engine.Tests.Arrays.Formats.Memory;

public sealed class MemoryArrayTests
{
    [Fact]
    public void GetResident_one_chunk_is_the_array_itself()
    {
        var elements = new ushort[] { 1, 2, 3, 4, 5, 6 };
        var sut = MemoryArray.From(elements, DataType.UInt16, [2, 3]);

        var resident = sut.GetResident([0, 0]);
        elements[5] = 0x0807;

        Assert.Equal([1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 7, 8], resident.ToArray());
        Assert.Equal([2, 3], sut.Metadata.ChunkShape);
    }

    [Fact]
    public void GetResident_planes_are_resident_columns_are_not()
    {
        var bytes = Enumerable.Range(0, 24).Select(static i => (byte)i).ToArray();
        var planes = new MemoryArray(bytes, [4, 2, 3], DataType.UInt8, [2, 2, 3]);
        var columns = new MemoryArray(bytes, [4, 2, 3], DataType.UInt8, [4, 2, 1]);

        Assert.Equal(bytes[12..], planes.GetResident([1, 0, 0]).ToArray());
        Assert.True(columns.GetResident([0, 0, 1]).IsEmpty);
    }

    [Fact]
    public void Constructor_wrong_length_is_refused_with_both_numbers()
    {
        var error = Assert.Throws<LamellaException>(() => new MemoryArray(new byte[5], [2, 3], DataType.UInt8));

        Assert.Equal((LamellaErrorCode.InvalidArgument, "6", "5"), (error.Code, error.Expected, error.Got));
    }

    [Fact]
    public void Constructor_size_that_overflows_is_refused()
    {
        var error = Assert.Throws<LamellaException>(() => new MemoryArray(new byte[5], [1L << 62, 1L << 62, 4], DataType.UInt8));

        Assert.Equal(LamellaErrorCode.LimitExceeded, error.Code);
    }

    [Fact]
    public async Task Every_grid_gives_the_same_array()
    {
        var cases = Gen.Select(Gen.Int[1, 5].Array[1, 4], Gen.Int[1, 6].Array[4], Gen.Int[0, 2].Select(static i => new[] { DataType.UInt8, DataType.UInt16, DataType.Float64 }[i]));
        await cases.SampleAsync(
            async (shape, chunks, dataType) =>
            {
                var bytes = new byte[shape.Aggregate(dataType.ItemSize(), static (size, extent) => size * extent)];
                new Random(1).NextBytes(bytes);
                var sut = new MemoryArray(bytes, [.. shape.Select(static extent => (long)extent)], dataType, [.. chunks.Take(shape.Length)]);
                Assert.Equal(bytes, await WholeArray.ReadAsync(sut, CancellationToken.None));
            },
            iter: 500);
    }
}
