using System.Runtime.InteropServices;
using CsCheck;
using Lamella.Contracts.Arrays;
using Lamella.Engine.Rendering;
using Xunit;

namespace Lamella.Engine.Tests.Rendering;

public sealed class MaximumProjectionTests
{
    [Fact]
    public void AlongFirstAxis_ofAnyStack_isTheMaximumOfEachColumn() =>
        Gen.Select(Gen.Int[1, 5], Gen.Int[0, 40]).SelectMany((planes, size) => Gen.Select(Gen.Const(planes), Gen.Short.Array[planes * size]))
            .Sample((planes, values) =>
            {
                var size = values.Length / planes;
                var expected = Enumerable.Range(0, size)
                    .Select(place => Enumerable.Range(0, planes).Max(plane => values[(plane * size) + place])).ToArray();

                var projection = MaximumProjection.AlongFirstAxis(MemoryMarshal.AsBytes<short>(values), DataType.Int16, planes);

                Assert.Equal(expected, MemoryMarshal.Cast<byte, short>(projection).ToArray());
            });

    [Fact]
    public void AlongFirstAxis_withNaN_isNaNThere_inTheVectorAndInTheTail()
    {
        var values = new float[2 * 17];
        values[3] = float.NaN;
        values[17 + 16] = float.NaN;

        var projection = MaximumProjection.AlongFirstAxis(MemoryMarshal.AsBytes<float>(values), DataType.Float32, 2);

        var result = MemoryMarshal.Cast<byte, float>(projection).ToArray();
        Assert.Equal([3, 16], Enumerable.Range(0, 17).Where(index => float.IsNaN(result[index])));
    }

    [Fact]
    public void AlongFirstAxis_ofComplexNumbers_isRefused() =>
        Assert.Throws<ArgumentException>(() => MaximumProjection.AlongFirstAxis(new byte[32], DataType.Complex64, 2));
}
