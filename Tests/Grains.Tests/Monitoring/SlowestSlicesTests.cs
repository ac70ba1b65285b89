using Lamella.Contracts.Layers;
using Lamella.Contracts.Monitoring;
using Lamella.Contracts.Slicing;
using Lamella.Contracts.Viewers;
using Lamella.Grains.Monitoring;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Lamella.Grains.Tests.Monitoring;

public sealed class SlowestSlicesTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly SlowestSlices _sut;

    public SlowestSlicesTests() => _sut = new SlowestSlices(_time);

    [Fact]
    public void Offer_ofMoreThanAreKept_keepsTheSlowest_slowestFirst()
    {
        foreach (var milliseconds in Enumerable.Range(1, 40).Reverse().Concat(Enumerable.Range(41, 8)))
        {
            _sut.Offer(Slice(milliseconds));
        }

        Assert.Equal(Enumerable.Range(17, 32).Reverse().Select(static milliseconds => (double)milliseconds), Kept());
    }

    [Fact]
    public void Offer_afterMinutes_takesTheFast_forTheSlowAreForgotten()
    {
        foreach (var milliseconds in Enumerable.Range(100, 32))
        {
            _sut.Offer(Slice(milliseconds));
        }

        _time.Advance(TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(1));
        _sut.Offer(Slice(1));

        Assert.Equal([1.0], Kept());
    }

    private IEnumerable<double> Kept() => _sut.ToReport().Select(static slice => slice.Timings.Total.TotalMilliseconds);

    private static SlowSlice Slice(int milliseconds) => new(
        new ViewerId("v"),
        new LayerId("l"),
        "layer",
        "synthetic:index",
        new Revision(1, milliseconds),
        TimeSpan.Zero,
        new SliceTimings { Total = TimeSpan.FromMilliseconds(milliseconds) },
        default,
        null,
        0);
}
