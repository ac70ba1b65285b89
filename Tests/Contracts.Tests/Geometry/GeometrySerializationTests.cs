using Lamella.Contracts.Geometry;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Xunit;

namespace Lamella.Contracts.Tests.Geometry;

public sealed class GeometrySerializationTests
{
    private readonly Serializer _serializer =
        new ServiceCollection().AddSerializer().BuildServiceProvider().GetRequiredService<Serializer>();

    [Fact]
    public void Dims_overTheWire_areEqual()
    {
        var dims = Dims.Create(4, 3, [new(0, 9, 1), new(0, 4, 0.5)], [1, 2, 0.5, 1], [3, 1, 0, 2], axisLabels: ["t", "z", "y", "x"]);

        Assert.Equal(dims, RoundTrip(dims));
    }

    [Fact]
    public void LayerTransform_overTheWire_isEqual()
    {
        LayerTransform transform = new() { Scale = [2, 1], Rotate = [30], Affine = AffineTransform.Identity(3) };

        Assert.Equal(transform, RoundTrip(transform));
    }

    [Fact]
    public void WorldExtent_overTheWire_isEqual()
    {
        WorldExtent extent = new([0, double.NaN], [3, double.NaN], [1, 1]);

        Assert.Equal(extent, RoundTrip(extent));
    }

    [Fact]
    public void Points_overTheWire_areEqual()
    {
        Assert.Equal(new WorldPoint([1, 2.5]), RoundTrip(new WorldPoint([1, 2.5])));
        Assert.Equal(new DataPoint([3, -1]), RoundTrip(new DataPoint([3, -1])));
    }

    private T RoundTrip<T>(T value) => _serializer.Deserialize<T>(_serializer.SerializeToArray(value))!;
}
