using CsCheck;
using Lamella.Contracts.Geometry;
using Lamella.Engine.Rendering.Compositing;
using Xunit;

namespace Lamella.Engine.Tests.Rendering.Compositing;

public sealed class PlaneTransformTests
{
    private static readonly Gen<PlaneTransform> Invertible =
        Gen.Select(Gen.Double[0.1, 9], Gen.Double[-3, 3], Gen.Double[-99, 99], Gen.Double[-99, 99])
            .Select((scale, angle, row, column) => new PlaneTransform(
                scale * Math.Cos(angle), -scale * Math.Sin(angle), row, scale * Math.Sin(angle), scale * Math.Cos(angle), column));

    [Fact]
    public void Inverse_afterTheMap_isTheIdentity() =>
        Gen.Select(Invertible, Gen.Double[-1e3, 1e3], Gen.Double[-1e3, 1e3]).Sample((map, row, column) =>
        {
            var (y, x) = map.Apply(row, column);

            var (rowAgain, columnAgain) = map.Inverse().Apply(y, x);

            Assert.Equal(row, rowAgain, 1e-6);
            Assert.Equal(column, columnAgain, 1e-6);
        });

    [Fact]
    public void Then_isOneMapAfterTheOther() =>
        Gen.Select(Invertible, Invertible, Gen.Double[-10, 10], Gen.Double[-10, 10]).Sample((first, second, row, column) =>
        {
            var (y, x) = first.Apply(row, column);
            var expected = second.Apply(y, x);

            var got = first.Then(second).Apply(row, column);

            Assert.Equal(expected.Row, got.Row, 1e-6);
            Assert.Equal(expected.Column, got.Column, 1e-6);
        });

    [Fact]
    public void Inverse_ofAFlatteningMap_isRefused() =>
        Assert.Throws<InvalidOperationException>(() => new PlaneTransform(1, 2, 0, 2, 4, 0).Inverse());

    [Fact]
    public void From_a2DTransform_isTheSameMap() =>
        Assert.Equal(
            PlaneTransform.FromScaleTranslate(2, 3, 5, 7), PlaneTransform.From(AffineTransform.FromScaleTranslate([2, 3], [5, 7])));

    [Fact]
    public void From_a3DTransform_isRefused() =>
        Assert.Throws<ArgumentException>(() => PlaneTransform.From(AffineTransform.Identity(3)));
}
