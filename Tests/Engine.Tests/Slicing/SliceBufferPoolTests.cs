using Lamella.Engine.Slicing;
using Xunit;

namespace Lamella.Engine.Tests.Slicing;

public sealed class SliceBufferPoolTests
{
    private const int Length = 3_000_000;

    [Fact]
    public void Rent_afterReturnOfTheSameLength_givesTheSameMemory()
    {
        var sut = new SliceBufferPool(10_000_000);
        var first = sut.Rent(Length);
        sut.Return(first);

        Assert.Same(first, sut.Rent(Length));
        Assert.Equal(0, sut.SpareBytes);
    }

    [Fact]
    public void Rent_largeLength_isNotRoundedUp() => Assert.Equal(Length, new SliceBufferPool(10_000_000).Rent(Length).Length);

    [Fact]
    public void Return_beyondTheCapacity_forgetsTheLongestUnused()
    {
        var sut = new SliceBufferPool(2 * Length);
        var buffers = Enumerable.Range(0, 3).Select(_ => sut.Rent(Length)).ToArray();
        Array.ForEach(buffers, sut.Return);

        Assert.Equal(2 * Length, sut.SpareBytes);
        Assert.All(
            new[] { sut.Rent(Length), sut.Rent(Length), sut.Rent(Length) },
            rented => Assert.False(ReferenceEquals(rented, buffers[0])));
    }

    [Fact]
    public void Return_largerThanTheCapacity_keepsNothing()
    {
        var sut = new SliceBufferPool(Length - 1);
        sut.Return(sut.Rent(Length));

        Assert.Equal(0, sut.SpareBytes);
    }

    [Fact]
    public void Return_whatTheRuntimeRoundedUp_goesBackToTheRuntime()
    {
        var sut = new SliceBufferPool(10_000_000);
        sut.Return(sut.Rent(700_000));

        Assert.Equal(0, sut.SpareBytes);
    }
}
