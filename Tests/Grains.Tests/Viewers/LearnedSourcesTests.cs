using System.Reflection;
using Lamella.Contracts.Arrays;
using Lamella.Contracts.Errors;
using Lamella.Contracts.Geometry;
using Lamella.Contracts.Grains;
using Lamella.Contracts.Layers;
using Lamella.Contracts.Viewers;
using Lamella.Grains.Tests.Support;
using Lamella.Grains.Viewers;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Lamella.Grains.Tests.Viewers;

/// <summary>What a changed source holds is learned, whatever its opening meets.</summary>
public sealed class LearnedSourcesTests : IDisposable
{
    private static readonly ImageLayerSpec Before = new() { Id = new LayerId("a"), Name = "a", Source = new LayerSource("before") };
    private static readonly ImageLayerSpec After = Before with { Source = new LayerSource("after") };

    private readonly FakeTimeProvider _time = new();
    private readonly IGrainFactory _grains = DispatchProxy.Create<IGrainFactory, Factory>();
    private readonly List<LayerSpec> _learned = [];
    private readonly LearnedSources _sources;

    public LearnedSourcesTests() =>
        _sources = new LearnedSources(new LayerGrains(new ViewerId("v"), _grains), _time, (spec, _) => _learned.Add(spec));

    private Layer Opened => ((Factory)_grains).Layer;

    public void Dispose() => _sources.Dispose();

    [Fact]
    public async Task Learn_whereAnotherRequestTookTheOpeningsPlace_asksAgain()
    {
        Opened.Failures.Enqueue(new OperationCanceledException("superseded"));
        Opened.Failures.Enqueue(new TimeoutException("its silo was lost"));

        var learning = _sources.LearnAsync(After, Before);
        Assert.True(_sources.IsUnknown(After.Id));
        await EndsAsync(learning);

        Assert.Equal([After], _learned);
        Assert.False(_sources.IsUnknown(After.Id) || _sources.IsAsked(After.Id));
    }

    [Fact]
    public async Task Learn_ofASourceThatCannotBeOpened_saysWhy_andLeavesItUnknown()
    {
        Opened.Failures.Enqueue(new LamellaException(LamellaErrorCode.NotFound, "no such file"));

        await Assert.ThrowsAsync<LamellaException>(() => _sources.LearnAsync(After, Before));

        Assert.Equal((true, false), (_sources.IsUnknown(After.Id), _sources.IsAsked(After.Id)));
    }

    [Fact]
    public async Task Learn_whereNobodyEverAnswers_isUnavailable_andMayBeAskedAgain()
    {
        Enumerable.Repeat(new TimeoutException("lost"), 1000).ToList().ForEach(Opened.Failures.Enqueue);

        var learning = _sources.LearnAsync(After, Before);
        await EndsAsync(learning);

        var error = await Assert.ThrowsAsync<LamellaException>(() => learning);
        Assert.Equal(LamellaErrorCode.Unavailable, error.Code);
        Assert.Equal((true, false), (_sources.IsUnknown(After.Id), _sources.IsAsked(After.Id)));
    }

    [Fact]
    public async Task Learn_whereOpeningHitsADefect_ends_andMayBeAskedAgain()
    {
        Opened.Failures.Enqueue(new InvalidOperationException("a defect"));

        await Assert.ThrowsAsync<InvalidOperationException>(() => _sources.LearnAsync(After, Before));

        Assert.Equal((true, false), (_sources.IsUnknown(After.Id), _sources.IsAsked(After.Id)));
    }

    [Fact]
    public async Task Doubt_lastsUntilItIsLearned()
    {
        _sources.Doubt(After.Id);
        Opened.Failures.Enqueue(new LamellaException(LamellaErrorCode.StoreFailed, "not now"));
        await Assert.ThrowsAsync<LamellaException>(() => _sources.LearnAsync(After, null));
        Assert.True(_sources.IsDoubted(After.Id));

        await _sources.LearnAsync(After, null);

        Assert.False(_sources.IsDoubted(After.Id));
    }

    [Fact]
    public async Task Learn_ofALayerThatChangesAgain_tellsOnlyOfTheLast()
    {
        Opened.Failures.Enqueue(new TimeoutException("its silo was lost"));
        var first = _sources.LearnAsync(After, Before);

        await EndsAsync(_sources.LearnAsync(After with { Source = new LayerSource("last") }, After));
        await EndsAsync(first);

        Assert.Equal(["last"], _learned.Select(static spec => spec.Source.Uri));
    }

    [Fact]
    public async Task Dispose_whileItWaitsToAskAgain_endsIt()
    {
        Enumerable.Repeat(new TimeoutException("lost"), 3).ToList().ForEach(Opened.Failures.Enqueue);
        var learning = _sources.LearnAsync(After, Before);

        _sources.Dispose();
        await learning.WaitAsync(TestContext.Current.CancellationToken);

        Assert.Empty(_learned);
    }

    private Task EndsAsync(Task learning) => Eventually.HoldsAsync(
        () =>
        {
            _time.Advance(TimeSpan.FromSeconds(0.2));
            return learning.IsCompleted;
        },
        TestContext.Current.CancellationToken);

    /// <summary>Makes the one layer.</summary>
    public class Factory : DispatchProxy
    {
        private readonly ILayerGrain _layer = Create<ILayerGrain, Layer>();

        internal Layer Layer => (Layer)_layer;

        /// <inheritdoc/>
        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => _layer;
    }

    /// <summary>A layer whose opening fails some times.</summary>
    public class Layer : DispatchProxy
    {
        internal Queue<Exception> Failures { get; } = [];

        /// <inheritdoc/>
        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => Failures.TryDequeue(out var failure)
            ? Task.FromException<LayerInfo>(failure)
            : Task.FromResult(new LayerInfo
            {
                Ndim = 1,
                LevelShapes = [[4]],
                DataType = DataType.UInt8,
                Axes = [new ImageAxis("x", null, null)],
                Rgb = false,
                DataToWorld = AffineTransform.Identity(1),
                Extent = new WorldExtent([0], [3], [1]),
            });
    }
}
