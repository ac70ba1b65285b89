using System.Collections.Immutable;
using CsCheck;
using Lamella.Contracts.Arrays;
using Lamella.Contracts.Geometry;
using Lamella.Contracts.Slicing;
using Lamella.Engine.Arrays.Formats.Memory;
using Lamella.Engine.Slicing.Images;
using Lamella.Engine.Slicing.Progressive;
using Xunit;

namespace Lamella.Engine.Tests.Slicing.Progressive;

/// <summary>The picture so far, for any subset of chunks, any order of axes, with colours and without, with a preview and without.</summary>
public sealed class ImageProgressTests
{
    private const int Planes = 3, Rows = 12, Columns = 10, Factor = 2;

    [Fact]
    public Task SoFar_ofAnySubsetOfChunks_hasThemFromTheRightLevelAndTheRestFromThePreview() =>
        Gen.Select(Gen.Int[1, 5], Gen.Int[1, 5], Gen.Int, Gen.Bool, Gen.Bool, Gen.Int[0, 2])
            .SampleAsync(async (rowChunk, columnChunk, seed, isRgb, hasPreview, order) =>
            {
                var data = Image(rowChunk, columnChunk, isRgb);
                ImmutableArray<int> axes = order switch { 0 => [0, 1, 2], 1 => [1, 0, 2], _ => [2, 1, 0] };
                var dims = Dims.Create(3, range: [new(0, Planes - 1, 1), new(0, Rows - 1, 1), new(0, Columns - 1, 1)], point: [1, 4, 6], order: axes);
                var request = ImageSlicing.MakeSliceRequest(data, new ImageSliceState { DataToWorld = AffineTransform.Identity(3) }, dims);
                var coarse = CoarserRequest.At(request, 1);
                using var preview = await ImageSlicing.SliceAsync(coarse, new SubsetReader(static _ => true), default);
                using var whole = await ImageSlicing.SliceAsync(request, new SubsetReader(static _ => true), default);
                var progress = new ImageProgress();
                var random = new Random(seed);
                var reader = new SubsetReader(_ => random.Next(2) == 0) { IsHeld = true };

                var slicing = ImageSlicing.SliceWithProgressAsync(request, reader, progress, default);
                using var partial = progress.SoFar(
                    request, hasPreview ? new PreviewPixels(coarse, preview.Image.Shape, preview.Image.DataType, preview.Image.Bytes) : null)!;
                reader.Finish();
                using var slice = await slicing;

                Check(request, coarse, partial, whole.Image.Bytes.ToArray(), hasPreview ? preview.Image.Bytes.ToArray() : null, preview.Image.Shape);
                Assert.Equal(reader.Delivered, progress.Arrived);
                Assert.Null(progress.SoFar(request, null));
                Assert.Equal(whole.Image.Bytes.ToArray(), slice.Image.Bytes.ToArray());
            });

    private static void Check(
        ImageSliceRequest request, ImageSliceRequest coarse, PartialImage partial, byte[] whole, byte[]? preview, ImmutableArray<int> previewShape)
    {
        var (height, width) = (partial.Pixels.Shape[0], partial.Pixels.Shape[1]);
        var samples = whole.Length / (height * width);
        var (down, across) = (request.Input.Displayed[0], request.Input.Displayed[1]);
        var pixels = partial.Pixels.Bytes.ToArray();
        for (var row = 0; row < height; row++)
        {
            for (var column = 0; column < width; column++)
            {
                var level = partial.Parts.LevelAt(row, column);
                var at = ((row * width) + column) * samples;
                var expected = level switch
                {
                    0 => whole.AsSpan(at, samples),
                    1 => preview.AsSpan(((Nearest(coarse, down, row, previewShape[0]) * previewShape[1]) + Nearest(coarse, across, column, previewShape[1])) * samples, samples),
                    _ => new byte[samples],
                };
                Assert.Equal(expected.ToArray(), pixels.AsSpan(at, samples).ToArray());
                Assert.NotEqual(preview is null ? 1 : LevelMap.Nothing, level);
            }
        }
    }

    private static int Nearest(ImageSliceRequest coarse, int axis, int index, int length) =>
        (int)Math.Clamp(Math.Round((index - coarse.TileToData[axis, 3]) / coarse.TileToData[axis, axis]), 0, length - 1);

    private static ImageLayerData Image(int rowChunk, int columnChunk, bool isRgb)
    {
        long[] fine = [Planes, Rows, Columns], coarse = [Planes, Rows / Factor, Columns / Factor];
        return ImageLayerData.FromArrays(
            [Level(fine, [1, rowChunk, columnChunk], isRgb, 1), Level(coarse, [1, Rows, Columns], isRgb, 101)], isRgb);
    }

    private static MemoryArray Level(long[] shape, int[] chunk, bool isRgb, int first)
    {
        var samples = isRgb ? 3 : 1;
        var bytes = new byte[shape.Aggregate(samples, static (product, extent) => product * (int)extent)];
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] = (byte)(first + (i % 97));
        }

        return isRgb
            ? new MemoryArray(bytes, [.. shape, 3], DataType.UInt8, [.. chunk, 2])
            : new MemoryArray(bytes, [.. shape], DataType.UInt8, [.. chunk]);
    }
}
