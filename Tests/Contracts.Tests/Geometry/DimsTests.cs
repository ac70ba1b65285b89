using CsCheck;
using Lamella.Contracts.Errors;
using Lamella.Contracts.Geometry;
using Xunit;

namespace Lamella.Contracts.Tests.Geometry;

public sealed class DimsTests
{
    private static readonly Dims Sut = Dims.Create(4, range: [new(0, 9, 1), new(0, 4, 0.5), new(-3, 3, 1), new(0, 19, 2)]);

    [Fact]
    public void Equals_ofEqualContents_isTrue()
    {
        var other = Dims.Create(4, range: [new(0, 9, 1), new(0, 4, 0.5), new(-3, 3, 1), new(0, 19, 2)]);

        Assert.Equal(Sut, other);
        Assert.Equal(Sut.GetHashCode(), other.GetHashCode());
    }

    [Fact]
    public void Equals_withPointNotANumber_isTrueForTheSamePoint() =>
        Assert.Equal(Sut.WithPoint(0, double.NaN), Sut.WithPoint(0, double.NaN));

    [Theory]
    [InlineData(0.5, 0)]
    [InlineData(1.5, 2)]
    [InlineData(2.5, 2)]
    public void CurrentStep_ofAPointBetweenTwoSteps_isTheEvenOne(double point, long step) =>
        Assert.Equal(step, Sut.WithPoint(0, point).CurrentStep[0]);

    [Fact]
    public void WithRange_startAboveStop_namesAxisAndBothValues()
    {
        var error = Assert.Throws<LamellaException>(() => Sut.WithRange(1, new DimRange(5, 4, 1)));

        Assert.Equal(LamellaErrorCode.InvalidArgument, error.Code);
        Assert.Contains("Axis 1", error.Message, StringComparison.Ordinal);
        Assert.Equal("start ≤ 4", error.Expected);
        Assert.Equal("5", error.Got);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void WithRange_stepNotPositive_throws(double step) =>
        Assert.Throws<LamellaException>(() => Sut.WithRange(0, new DimRange(0, 4, step)));

    [Fact]
    public void WithRange_narrower_movesThePointIntoIt() =>
        Assert.Equal(2, Sut.WithPoint(0, 7).WithRange(0, new DimRange(0, 2, 1)).Point[0]);

    [Fact]
    public void WithOrder_twiceTheSameAxis_throws() =>
        Assert.Throws<LamellaException>(() => Sut.WithOrder([0, 1, 1, 3]));

    [Fact]
    public void WithPoint_unknownAxis_namesIt()
    {
        var error = Assert.Throws<LamellaException>(() => Sut.WithPoint(7, 1));

        Assert.Equal("7", error.Got);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(33)]
    public void WithNdim_outOfBounds_throws(int ndim) => Assert.Throws<LamellaException>(() => Sut.WithNdim(ndim));

    [Fact]
    public void GoToCenterStep_evenNumberOfSteps_takesTheLowerMiddle() =>
        Assert.Equal([4L, 4, 3, 4], Sut.GoToCenterStep().CurrentStep);

    [Fact]
    public void WithThicknessSteps_oddNumber_givesTheIntegerHalfToEachSide() =>
        Assert.Equal([1.0, 0.5, 0, 4], Sut.WithThicknessSteps([3, 2, 1, 4]).MarginLeft);

    [Fact]
    public void WithNsteps_cutsTheRangeEvenly() =>
        Assert.Equal(0.25, Sut.WithNsteps([10, 17, 7, 20]).Range[1].Step);

    [Fact]
    public void EnsureValid_ofAValidValue_isTheSame() => Assert.Same(Sut, Sut.EnsureValid());

    [Fact]
    public void Dims_afterAnyMoves_keepPointInRangeAndOrderAPermutation() =>
        Gen.Select(Gen.Int[0, 5], Gen.Int[-4, 3], Gen.Double[-50, 50]).Array[0, 12].Sample(moves =>
        {
            var dims = moves.Aggregate(Sut, static (dims, move) => move.Item1 switch
            {
                0 => dims.Roll(),
                1 => dims.Transpose(),
                2 => dims.WithNdisplay(2 + (Math.Abs(move.Item2) % 2)),
                3 => dims.WithNdim(Math.Abs(move.Item2) + 4),
                4 => dims.WithCurrentStep(move.Item2, (long)move.Item3),
                _ => dims.WithPoint(move.Item2, move.Item3),
            });

            return AxisOrder.IsPermutation(dims.Order)
                && dims.Point.Zip(dims.Range).All(axis => axis.First >= axis.Second.Start && axis.First <= axis.Second.Stop)
                && dims.Displayed.Length + dims.NotDisplayed.Length == dims.Ndim;
        });
}
