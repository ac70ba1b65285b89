using System.Collections.Immutable;
using CsCheck;
using Lamella.Contracts.Errors;
using Lamella.Contracts.Geometry;
using Xunit;

namespace Lamella.Contracts.Tests.Geometry;

public sealed class AffineTransformTests
{
    private static readonly Gen<LayerTransform> Layers = Gen.Select(
        Gen.Double[0.1, 5].Array[3],
        Gen.Double[-20, 20].Array[3],
        Gen.Double[-180, 180].Array[3],
        Gen.Double[-0.8, 0.8].Array[3],
        (scale, translate, rotate, shear) => new LayerTransform
        {
            Scale = [.. scale],
            Translate = [.. translate],
            Rotate = [.. rotate],
            Shear = [.. shear],
        });

    [Fact]
    public void WorldToData_ofDataToWorld_isTheSamePoint() =>
        Gen.Select(Layers, Gen.Double[-100, 100].Array[3]).Sample((layer, point) =>
        {
            var toWorld = layer.DataToWorld(3);

            var back = toWorld.WorldToData(toWorld.DataToWorld(new DataPoint([.. point])));

            return back.Coordinates.Zip(point).All(pair => Math.Abs(pair.First - pair.Second) < 1e-7);
        });

    [Fact]
    public void ExtentOf_aBox_holdsEveryPointOfIt() =>
        Gen.Select(Layers, Gen.Double[0, 1].Array[3]).Sample((layer, within) =>
        {
            var toWorld = layer.DataToWorld(3);
            double[] low = [-1, 0, 2];
            double[] high = [4, 9, 3];

            var extent = toWorld.ExtentOf(low, high);
            var point = toWorld.Apply([.. within.Select((w, axis) => low[axis] + (w * (high[axis] - low[axis])))]);

            return point.Zip(extent.Min, extent.Max).All(p => p.First >= p.Second - 1e-9 && p.First <= p.Third + 1e-9);
        });

    [Fact]
    public void Inverse_ofACollapsedAxis_saysWhichAxis()
    {
        var flat = new AffineTransform(2, [1, 0, 0, 0, 0, 0, 0, 0, 1]);

        var error = Assert.Throws<LamellaException>(() => flat.Inverse());

        Assert.Equal(LamellaErrorCode.InvalidArgument, error.Code);
    }

    [Fact]
    public void Equals_ofEqualMatrices_isTrue() =>
        Assert.Equal(AffineTransform.Identity(3), AffineTransform.FromScaleTranslate([1, 1, 1], [0, 0, 0]));

    [Fact]
    public void Embed_intoMoreAxes_leavesTheLeadingOnesAlone() =>
        Assert.Equal(
            AffineTransform.FromScaleTranslate([1, 2, 3], [0, 4, 5]),
            AffineTransform.FromScaleTranslate([2, 3], [4, 5]).Embed(3));

    [Fact]
    public void NonOrthogonalAxes_whenShearsCancel_stillNamesTheAxis()
    {
        ImmutableArray<double> linear = [1, 0, 0, 0, 1, 0, 0.5, -0.5, 1];

        Assert.Equal([2], AffineTransform.FromLinear(linear).NonOrthogonalAxes([2], [0, 1]));
    }

    [Fact]
    public void DataToWorld_scaleOfZero_namesTheAxis()
    {
        var error = Assert.Throws<LamellaException>(() => new LayerTransform { Scale = [1, 0] }.DataToWorld(3));

        Assert.Contains("axis 2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void DataToWorld_moreScalesThanAxes_throws() =>
        Assert.Throws<LamellaException>(() => new LayerTransform { Scale = [1, 1, 1] }.DataToWorld(2));

    [Fact]
    public void DataToWorld_shearOnBothSidesOfTheDiagonal_throws() =>
        Assert.Throws<LamellaException>(() => new LayerTransform { ShearMatrix = [1, 1, 1, 1] }.DataToWorld(2));
}
