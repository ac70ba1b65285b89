using System.Reflection;
using CsCheck;
using Lamella.Contracts.Errors;
using Lamella.Contracts.Geometry;
using Lamella.Contracts.Grains;
using Lamella.Contracts.Layers;
using Lamella.Contracts.Slicing;
using Lamella.Contracts.Viewers;
using Lamella.Grains.Viewers;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Lamella.Grains.Tests.Viewers;

/// <summary>
/// The calls of a viewer to its layers, under any sequence of requests, answers, previews, failures, cancellations and lost
/// silos: the last request of each layer is answered once, nothing superseded is told, and every task ends.
/// </summary>
public sealed class SliceRunsTests
{
    private static readonly LayerId[] Ids = [new("a"), new("b")];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private enum Step
    {
        Start,
        Complete,
        Preview,
        Fail,
        Cancel,
        LoseSilo,
        PassTime,
    }

    [Fact]
    public Task AnySequence_answersTheLastRequestOfEachLayerOnce_andLeavesNoTaskBehind() =>
        Gen.Select(Gen.Enum<Step>(), Gen.Int[0, 1]).List[1, 40].SampleAsync(steps => OnOneThreadAsync(async () =>
        {
            using var run = new Run();
            foreach (var (step, layer) in steps)
            {
                run.Do(step, Ids[layer]);
                await run.SettleAsync();
            }

            await run.FinishAsync();
        }));

    [Fact]
    public Task Cancel_whileAPreviewIsOnItsWay_stopsTheLayer() => OnOneThreadAsync(async () =>
    {
        using var run = new Run();
        run.Do(Step.Start, Ids[0]);
        await run.SettleAsync();

        run.Do(Step.Preview, Ids[0]);
        run.Do(Step.Cancel, Ids[0]);
        await run.WhenEndedAsync();

        Assert.False(await run.IsWorkingAsync(Ids[0]));
    });

    /// <summary>As in a grain: one turn at a time.</summary>
    private static Task OnOneThreadAsync(Func<Task> test) => Task.Factory.StartNew(
        test, CancellationToken.None, TaskCreationOptions.None, new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler).Unwrap();

    private sealed class Run : ISliceSink, IDisposable
    {
        private readonly FakeTimeProvider _time = new();
        private readonly Dictionary<string, FakeLayer> _layers = Ids.ToDictionary(static id => LayerGrainKey.Create(new ViewerId("v"), id), static _ => new FakeLayer());
        private readonly Dictionary<LayerId, Revision> _newest = [];
        private readonly HashSet<(LayerId, Revision)> _ended = [];
        private readonly List<string> _wrong = [];
        private readonly SliceRuns _runs;
        private Revision _revision = new(1, 0);

        public Run() => _runs = new SliceRuns(new ViewerId("v"), new LayerGrains(new ViewerId("v"), Factory.Of(_layers)), this, _time, NullLogger.Instance);

        public void Dispose() => _runs.Dispose();

        public void Do(Step step, LayerId layer)
        {
            var grain = _layers[LayerGrainKey.Create(new ViewerId("v"), layer)];
            switch (step)
            {
                case Step.Start:
                    _revision = _revision.Next();
                    _newest[layer] = _revision;
                    _runs.Start(new LayerSliceRequest(_revision, Spec(layer), Dims.Default));
                    break;
                case Step.Complete:
                    grain.Answer(isPreview: false);
                    break;
                case Step.Preview:
                    grain.Answer(isPreview: true);
                    break;
                case Step.Fail:
                    grain.Fail(new LamellaException(LamellaErrorCode.CorruptChunk, "damaged"));
                    break;
                case Step.Cancel:
                    _newest.Remove(layer);
                    _runs.Cancel(layer);
                    break;
                case Step.LoseSilo:
                    grain.Fail(new Orleans.Runtime.SiloUnavailableException("lost"));
                    break;
                case Step.PassTime:
                    _time.Advance(TimeSpan.FromSeconds(1));
                    break;
            }
        }

        public Task<bool> IsWorkingAsync(LayerId layer) => _layers[LayerGrainKey.Create(new ViewerId("v"), layer)].IsWorking(_revision);

        public Task WhenEndedAsync() => _runs.WhenEndedAsync().WaitAsync(Patience);

        public async Task FinishAsync()
        {
            var ended = _runs.WhenEndedAsync();
            for (var patience = 0; !ended.IsCompleted && patience < 1000; patience++)
            {
                _time.Advance(TimeSpan.FromMilliseconds(100));
                await SettleAsync();
                foreach (var layer in _layers.Values)
                {
                    layer.Answer(isPreview: false);
                }

                await SettleAsync();
            }

            await ended.WaitAsync(Patience);
            Assert.Empty(_wrong);
            Assert.All(_newest, newest => Assert.Contains((newest.Key, newest.Value), _ended));
        }

        /// <summary>Lets all continuations run that can.</summary>
        public async Task SettleAsync()
        {
            for (var turn = 0; turn < 30; turn++)
            {
                await Task.Yield();
            }
        }

        void ISliceSink.OnSliced(LayerSliceResponse response) =>
            Hear(response.Layer, response.Revision, isEnd: response is ImageSliceResponse { IsPreview: false });

        void ISliceSink.OnFailed(SliceFailure failure)
        {
            Hear(failure.Layer, failure.Revision, isEnd: true);
            _wrong.AddRange(failure.Code == LamellaErrorCode.Internal ? [failure.Reason] : Array.Empty<string>());
        }

        /// <summary>What is wrong is written down: thrown from here it would count as a defect of the slice.</summary>
        private void Hear(LayerId layer, Revision revision, bool isEnd)
        {
            if (!_newest.TryGetValue(layer, out var newest) || newest != revision)
            {
                _wrong.Add($"{layer} was told of {revision}, its newest request is {newest}.");
            }

            if (isEnd && !_ended.Add((layer, revision)))
            {
                _wrong.Add($"{layer} was answered twice for {revision}.");
            }
        }

        private static ImageLayerSpec Spec(LayerId layer) => new() { Id = layer, Name = layer.Value, Source = new LayerSource("synthetic:index") };
    }

    /// <summary>A layer grain that answers when it is told to; a newer request cancels the older one.</summary>
    private sealed class FakeLayer : ILayerGrain
    {
        private LayerSliceRequest? _request;
        private TaskCompletionSource<LayerSliceResponse>? _answer;
        private bool _goesOn;

        public Task<LayerSliceResponse> Slice(LayerSliceRequest request, CancellationToken cancellationToken)
        {
            _answer?.TrySetCanceled(CancellationToken.None);
            var answer = new TaskCompletionSource<LayerSliceResponse>(TaskCreationOptions.RunContinuationsAsynchronously);
            (_request, _answer, _goesOn) = (request, answer, false);
            cancellationToken.Register(() => answer.TrySetCanceled(cancellationToken));
            return answer.Task;
        }

        public void Answer(bool isPreview)
        {
            if (_request is not null)
            {
                _goesOn = isPreview && !_request.Refines;
                _answer!.TrySetResult(new ImageSliceResponse
                {
                    Layer = _request.Layer.Id,
                    Revision = _request.Revision,
                    Slice = new SliceHandle(new ViewerId("v"), _request.Layer.Id, 1, 1, "s"),
                    ByteLength = 0,
                    Timings = default,
                    Shape = [1, 1],
                    DataType = Contracts.Arrays.DataType.UInt8,
                    SliceToWorld = AffineTransform.Identity(2),
                    IsPreview = isPreview && !_request.Refines,
                });
            }
        }

        public void Fail(Exception exception) => _answer?.TrySetException(exception);

        public Task<bool> IsWorking(Revision revision) => Task.FromResult(_request?.Revision == revision && (_goesOn || !_answer!.Task.IsCompleted));

        public Task<LayerInfo> Open(LayerSpec spec, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<PixelPart> ReadPixels(SliceHandle slice, long offset, int length) => throw new NotSupportedException();

        public Task<LayerThumbnail?> GetThumbnail(LayerSliceRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<LayerValue> GetValue(LayerValueRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task Close() => Task.CompletedTask;
    }

    /// <summary>Finds the fake layers by their keys.</summary>
    public class Factory : DispatchProxy
    {
        private Dictionary<string, object> _grains = null!;

        internal static IGrainFactory Of<T>(IReadOnlyDictionary<string, T> grains)
            where T : notnull
        {
            var factory = Create<IGrainFactory, Factory>();
            ((Factory)(object)factory)._grains = grains.ToDictionary(static grain => grain.Key, static grain => (object)grain.Value);
            return factory;
        }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => _grains[(string)args![0]!];
    }
}
