using Lamella.Contracts.Arrays;
using Lamella.Contracts.Errors;
using Lamella.Contracts.Geometry;
using Lamella.Engine.Arrays;
using Lamella.Engine.Arrays.Formats;
using Lamella.Engine.Tests.Arrays.Chunks;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Lamella.Engine.Tests.Arrays.Formats;

public sealed class SharedImageOpenerTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly CommandedOpener _inner = new();
    private readonly SharedImageOpener _sut;

    public SharedImageOpenerTests() => _sut = new SharedImageOpener(_inner, _time);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task OpenAsync_twiceAtOnce_opensOnce()
    {
        var (first, second) = (_sut.OpenAsync("a", Token).AsTask(), _sut.OpenAsync("a", Token).AsTask());
        var image = Image(StoreKind.File);
        (await _inner.NextAsync()).SetResult(image);

        Assert.Same(image, await first);
        Assert.Same(image, await second);
        Assert.Equal(1, _inner.Count);
    }

    [Theory]
    [InlineData(StoreKind.Remote, 1)]
    [InlineData(StoreKind.File, 2)]
    public async Task OpenAsync_aMomentLater_opensAgainOnlyWhatIsNear(StoreKind kind, int opened)
    {
        var first = _sut.OpenAsync("a", Token).AsTask();
        (await _inner.NextAsync()).SetResult(Image(kind));
        await first;
        _inner.Default = Image(kind);

        await _sut.OpenAsync("a", Token);

        Assert.Equal(opened, _inner.Count);
    }

    [Fact]
    public async Task OpenAsync_longAfter_opensAgain()
    {
        _inner.Default = Image(StoreKind.Remote);
        await _sut.OpenAsync("a", Token);
        _time.Advance(TimeSpan.FromSeconds(11));

        await _sut.OpenAsync("a", Token);

        Assert.Equal(2, _inner.Count);
    }

    [Fact]
    public async Task OpenAsync_afterAFailure_triesAgain()
    {
        var first = _sut.OpenAsync("a", Token).AsTask();
        (await _inner.NextAsync()).SetException(new LamellaException(LamellaErrorCode.StoreFailed, "no."));
        await Assert.ThrowsAsync<LamellaException>(() => first);
        _inner.Default = Image(StoreKind.Remote);

        await _sut.OpenAsync("a", Token);

        Assert.Equal(2, _inner.Count);
    }

    [Fact]
    public async Task OpenAsync_oneOfTwoCancelled_goesOnForTheOther_andStopsForTheLast()
    {
        using var one = new CancellationTokenSource();
        using var other = new CancellationTokenSource();
        var (first, second) = (_sut.OpenAsync("a", one.Token).AsTask(), _sut.OpenAsync("a", other.Token).AsTask());
        await _inner.NextAsync();

        await one.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.False(_inner.LastToken.IsCancellationRequested);
        await other.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);

        Assert.True(_inner.LastToken.IsCancellationRequested);
    }

    private static OpenedImage Image(StoreKind kind) => new()
    {
        Uri = "a",
        Levels = [new CommandedArray(1, kind: kind)],
        Axes = [new ImageAxis("x", "space", null)],
        LevelTransforms = [AffineTransform.Identity(1)],
        Format = "test",
    };
}
