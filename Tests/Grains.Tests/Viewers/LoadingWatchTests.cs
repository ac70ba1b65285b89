using System.Collections.Immutable;
using Lamella.Contracts.Layers;
using Lamella.Contracts.Slicing;
using Lamella.Contracts.Viewers;
using Lamella.Grains.Viewers;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Lamella.Grains.Tests.Viewers;

/// <summary>Loading is announced only where it takes long enough to notice.</summary>
public sealed class LoadingWatchTests : IDisposable
{
    private static readonly LayerId A = new("a");
    private static readonly LayerId B = new("b");
    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(200);

    private readonly FakeTimeProvider _time = new();
    private readonly List<ImmutableArray<LoadingLayer>> _announced = [];
    private readonly LoadingWatch _watch;

    public LoadingWatchTests() => _watch = new LoadingWatch(
        new SlicingOptions { LoadingDelayMilliseconds = 200 },
        _time,
        _announced.Add,
        (callback, due, period) => _time.CreateTimer(_ => callback(default), null, due, period));

    public void Dispose() => _watch.Dispose();

    [Fact]
    public void Update_ofASliceThatIsFast_announcesNothing()
    {
        _watch.Update([A]);
        _time.Advance(Delay - TimeSpan.FromMilliseconds(1));
        _watch.Update([]);
        _time.Advance(Delay);

        Assert.Empty(_announced);
    }

    [Fact]
    public void Update_ofASliceThatIsSlow_announcesItAfterTheDelay_andItsEndAtOnce()
    {
        _watch.Update([A]);
        _time.Advance(Delay);
        _watch.Update([]);

        Assert.Equal([[new LoadingLayer(A, Delay)], []], _announced.Select(layers => layers.ToArray()));
    }

    [Fact]
    public void Update_ofALayerThatIsSlicedAnewMeanwhile_goesOnFromItsFirstRequest()
    {
        _watch.Update([A]);
        _time.Advance(Delay / 2);
        _watch.Update([A]);
        _time.Advance(Delay / 2);

        Assert.Equal(new LoadingLayer(A, Delay), Assert.Single(Assert.Single(_announced)));
        Assert.Equal(Delay, _watch.ElapsedOf(A));
        Assert.Equal(TimeSpan.Zero, _watch.ElapsedOf(B));
    }

    [Fact]
    public void Update_ofASecondLayer_isAnnouncedWithItsOwnTime()
    {
        _watch.Update([A]);
        _time.Advance(Delay / 2);
        _watch.Update([A, B]);
        _time.Advance(Delay / 2);
        _time.Advance(Delay / 2);

        Assert.Equal([A], _announced[0].Select(layer => layer.Layer));
        Assert.Equal([(A, Delay * 1.5), (B, Delay)], _announced[^1].Select(layer => (layer.Layer, layer.For)).OrderBy(layer => layer.Layer.Value));
    }
}
