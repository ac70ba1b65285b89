using System.Runtime.InteropServices;
using Lamella.Contracts.Arrays;
using Lamella.Contracts.Errors;
using Lamella.Contracts.Geometry;
using Lamella.Engine.Slicing;
using Lamella.Engine.Slicing.Images;
using Lamella.Engine.Slicing.Oblique;
using Xunit;

namespace Lamella.Engine.Tests.Slicing.Oblique;

public sealed class ObliqueSlicingTests
{
    /// <summary>The value is 100 z + 10 y + x, so that it is linear and each axis can be read off.</summary>
    private static readonly ImageLayerData Data = ImageLayerData.FromArrays([
        new CutArray(
            MemoryMarshal.AsBytes<float>([.. Enumerable.Range(0, 5 * 6 * 7).Select(i => (100f * (i / 42)) + (10 * (i / 7 % 6)) + (i % 7))]).ToArray(),
            [5, 6, 7], DataType.Float32, [2, 4, 3]),
    ]);

    [Fact]
    public async Task SliceAsync_alongTheAxes_isThePlaneItself()
    {
        ObliquePlane plane = new(new([3, 0, 0]), new([0, 1, 0]), new([0, 0, 1]), 6, 7);

        var values = await SliceAsync(plane, ObliqueInterpolation.Nearest);

        Assert.Equal(Enumerable.Range(0, 42).Select(i => 300f + (10 * (i / 7)) + (i % 7)), values);
    }

    [Fact]
    public async Task SliceAsync_diagonalAndLinear_isExactWhereTheDataAreLinear()
    {
        ObliquePlane plane = new(new([0.5, 1.25, 2]), new([0.5, 0.25, 0]), new([0, 0.5, 0.75]), 6, 5);

        var values = await SliceAsync(plane, ObliqueInterpolation.Linear);

        Assert.Equal(
            Enumerable.Range(0, 30).Select(i => (R: i / 5, C: i % 5))
                .Select(p => (float)((100 * (0.5 + (0.5 * p.R))) + (10 * (1.25 + (0.25 * p.R) + (0.5 * p.C))) + 2 + (0.75 * p.C))),
            values);
    }

    [Fact]
    public async Task SliceAsync_betweenElementsAndNearest_roundsHalfToEven()
    {
        ObliquePlane plane = new(new([0.5, 1.5, 2.5]), new([1, 0, 0]), new([0, 1, 0]), 2, 2);

        var values = await SliceAsync(plane, ObliqueInterpolation.Nearest);

        Assert.Equal([22f, 22, 222, 222], values);
    }

    [Fact]
    public async Task SliceAsync_beyondTheData_isZero()
    {
        ObliquePlane plane = new(new([-3, 0, 0]), new([1, 0, 0]), new([0, 0, 1]), 4, 1);

        var values = await SliceAsync(plane, ObliqueInterpolation.Linear);

        Assert.Equal([0f, 0, 0, 0], values);
    }

    [Fact]
    public async Task SliceAsync_directionsOfTooFewAxes_saysSo()
    {
        ObliquePlane plane = new(new([0, 0]), new([1, 0]), new([0, 1]), 2, 2);

        var error = await Assert.ThrowsAsync<LamellaException>(() => SliceAsync(plane, ObliqueInterpolation.Nearest));

        Assert.Equal(LamellaErrorCode.InvalidArgument, error.Code);
    }

    private static async Task<float[]> SliceAsync(ObliquePlane plane, ObliqueInterpolation interpolation)
    {
        using var slice = await ObliqueSlicing.SliceAsync(
            Data, AffineTransform.Identity(3), plane, interpolation, new ShufflingReader(2), SliceLimits.Default, TestContext.Current.CancellationToken);
        return MemoryMarshal.Cast<byte, float>(slice.Bytes.Span).ToArray();
    }
}
