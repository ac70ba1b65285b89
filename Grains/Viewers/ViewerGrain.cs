using System.Collections.Immutable;
using Lamella.Contracts.Errors;
using Lamella.Contracts.Geometry;
using Lamella.Contracts.Grains;
using Lamella.Contracts.Layers;
using Lamella.Contracts.Slicing;
using Lamella.Contracts.Viewers;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;

namespace Lamella.Grains.Viewers;

/// <summary>
/// One viewer. Every turn is short: it changes the model, lets the <see cref="LayerSlicer"/> decide what is sliced anew,
/// starts that, and returns. What slicing gives comes back as turns of its own.
/// </summary>
[Reentrant]
internal sealed class ViewerGrain : Grain, IViewerGrain, ISliceSink, IDisposable
{
    /// <summary>How long a call waits for a source to be opened before it is to be repeated; below the response timeout.</summary>
    private static readonly TimeSpan OpenWait = TimeSpan.FromSeconds(1.5);

    /// <summary>The longest wait for slicing in one call; below the response timeout.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);

    private readonly ViewerId _id;
    private readonly SlicingOptions _options;
    private readonly TimeProvider _clock;
    private readonly ViewerStore _store;
    private readonly SliceRuns _runs;
    private readonly OpeningLayers _openings;
    private readonly NoticePump _notices;
    private readonly LoadingWatch _loading;
    private readonly EndWaiters _waiters = new();
    private readonly ChangeOrders _dimsOrders = new();
    private readonly ChangeOrders _viewOrders = new();
    private LayerSlicer _slicer;
    private ViewerModel _model = ViewerModel.Empty;
    private ViewerEvent? _lastEnd;

    public ViewerGrain(
        [PersistentState("viewer", ViewerStore.StorageName)] IPersistentState<StoredViewer> state,
        IOptions<SlicingOptions> options,
        TimeProvider clock,
        ILogger<ViewerGrain> logger)
    {
        _id = new ViewerId(this.GetPrimaryKeyString());
        _options = options.Value;
        _clock = clock;
        _store = new ViewerStore(state, _id, clock, logger);
        _runs = new SliceRuns(_id, GrainFactory, this, clock, logger);
        _openings = new OpeningLayers(_id, GrainFactory);
        _notices = new NoticePump(SendAsync, logger);
        _loading = new LoadingWatch(_options, clock, AnnounceLoading, this.RegisterGrainTimer);
        _slicer = new LayerSlicer(0);
    }

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (!LayerSpecs.IsId(_id.Value))
        {
            throw new LamellaException(
                LamellaErrorCode.InvalidArgument, $"A viewer's id is 1 to 64 of A-Z a-z 0-9 . _ -, not '{_id}'.", got: _id.Value);
        }

        var stored = await _store.ReadAsync();
        _slicer = new LayerSlicer(_store.Epoch);
        if (stored is not null)
        {
            _model = ViewerModel.From(stored);
            _slicer.SetLayers(_model.Specs);
            Change(static _ => true);
        }
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Dispose();
        await Task.WhenAll(_runs.WhenEndedAsync(), _store.FlushAsync(), _notices.FlushAsync()).WaitAsync(cancellationToken);
    }

    /// <summary>Stops everything that runs for the viewer.</summary>
    public void Dispose()
    {
        _openings.Dispose();
        _runs.Dispose();
        _loading.Dispose();
    }

    public Task<Revision> SetDims(Dims dims, ChangeOrder order)
    {
        if (!_dimsOrders.TryAccept(order))
        {
            return Task.FromResult(_slicer.Revision);
        }

        var changed = _model.WithDims(dims);
        return Task.FromResult(changed.Dims.Equals(_model.Dims) ? _slicer.Revision : Move(changed));
    }

    public Task<Revision> SetFieldOfView(FieldOfView? fieldOfView, ChangeOrder order)
    {
        if (!_viewOrders.TryAccept(order))
        {
            return Task.FromResult(_slicer.Revision);
        }

        var changed = _model.WithFieldOfView(fieldOfView);
        return Task.FromResult(Equals(changed.FieldOfView, _model.FieldOfView) ? _slicer.Revision : Move(changed));
    }

    public async Task<LayerAdded?> AddLayer(LayerSpec spec)
    {
        LayerSpecs.EnsureValid(spec);
        if (_model.Find(spec.Id) is { } known)
        {
            return known.Spec.Source == spec.Source
                ? new LayerAdded(spec.Id, _slicer.Revision, known.Info)
                : throw new LamellaException(
                    LamellaErrorCode.InvalidArgument,
                    $"There is a layer '{spec.Id}' already, of another source; update it, or take another id.",
                    expected: known.Spec.Source.Uri,
                    got: spec.Source.Uri);
        }

        var opening = _openings.Begin(spec, OnOpened);
        try
        {
            return await opening.WaitAsync(OpenWait, _clock);
        }
        catch (TimeoutException) when (!opening.IsCompleted)
        {
            return null;
        }
        finally
        {
            _openings.Forget(spec.Id);
        }
    }

    public Task<Revision> RemoveLayer(LayerId layer)
    {
        _openings.Stop(layer);
        if (_model.Find(layer) is null)
        {
            return Task.FromResult(_slicer.Revision);
        }

        _runs.Cancel(layer);
        _loading.Forget(layer);
        _runs.Track(LayerOf(layer).Close(), layer);
        return Task.FromResult(ChangeLayers(_model.WithoutLayer(layer), static _ => false));
    }

    public Task<Revision> UpdateLayer(LayerSpec spec)
    {
        LayerSpecs.EnsureValid(spec);
        var known = _model.Find(spec.Id) ?? throw UnknownLayer(spec.Id);
        if (known.Spec.Equals(spec))
        {
            return Task.FromResult(_slicer.Revision);
        }

        if (!spec.Visible)
        {
            _runs.Cancel(spec.Id);
            _loading.Forget(spec.Id);
        }

        var isAnew = spec.Visible && (!known.Spec.Visible || !known.Spec.IsSlicedAlike(spec));
        var revision = ChangeLayers(_model.WithChanged(spec, known.Info), layer => isAnew && layer == spec.Id);
        if (!known.Spec.IsSlicedAlike(spec))
        {
            _runs.Track(RefreshAsync(spec), spec.Id);
        }

        return Task.FromResult(revision);
    }

    public Task<Revision> MoveLayer(LayerId layer, int index)
    {
        _ = _model.Find(layer) ?? throw UnknownLayer(layer);
        return Task.FromResult(ChangeLayers(_model.WithMoved(layer, index), static _ => false));
    }

    public Task<ViewerSnapshot> GetSnapshot() => Task.FromResult(Snapshot());

    public async Task<ViewerSnapshot> WaitUntilIdle(TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (_slicer.Outcome == RevisionOutcome.Pending)
        {
            await _waiters.WaitAsync(null, Shorter(timeout), _clock, cancellationToken);
        }

        return Snapshot();
    }

    public async Task<ViewerSnapshot> WaitFor(Revision revision, TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (!(_lastEnd?.Revision >= revision))
        {
            await _waiters.WaitAsync(revision, Shorter(timeout), _clock, cancellationToken);
        }

        return Snapshot();
    }

    public Task<Revision> SliceNow() => Task.FromResult(Change(static _ => true, isForced: true));

    public async Task Close()
    {
        foreach (var layer in _model.Specs)
        {
            await RemoveLayer(layer.Id);
        }

        await _store.ClearAsync();
        DeactivateOnIdle();
    }

    void ISliceSink.OnSliced(LayerSliceResponse response)
    {
        if (!_slicer.Complete(response))
        {
            return;
        }

        if (_options.Emit == EmitMode.Each || response is ImageSliceResponse { IsPreview: true })
        {
            _notices.Post(number => new LayerSliceReady(_id, _slicer.Revision, number, response));
        }

        EndIfOver();
    }

    void ISliceSink.OnFailed(SliceFailure failure)
    {
        if (_slicer.Fail(failure))
        {
            EndIfOver();
        }
    }

    private LayerAdded OnOpened(LayerSpec spec, LayerInfo info)
    {
        var isFirst = _model.Layers.IsEmpty;
        var position = _openings.PositionOf(spec.Id, [.. _model.Specs.Select(layer => layer.Id)]);
        var before = _model.Dims;
        var changed = _model.WithLayer(spec, info, position);
        var moved = !changed.Dims.Equals(before) && !isFirst && !changed.Dims.Point.SequenceEqual(before.Point);
        var revision = ChangeLayers(changed, layer => moved || layer == spec.Id);
        return new LayerAdded(spec.Id, revision, info);
    }

    private Revision Move(ViewerModel changed)
    {
        _model = changed;
        return Change(static _ => true);
    }

    private Revision ChangeLayers(ViewerModel changed, Func<LayerId, bool> concerns)
    {
        _model = changed;
        _slicer.SetLayers(changed.Specs);
        return Change(concerns, areLayersChanged: true);
    }

    private Revision Change(Func<LayerId, bool> concerns, bool areLayersChanged = false, bool isForced = false)
    {
        var concerned = _slicer.Accept(concerns);
        var revision = _slicer.Revision;
        if (areLayersChanged)
        {
            _notices.Post(number => new LayersChanged(_id, revision, number, _model.Specs));
        }

        _notices.Post(number => new DimsChanged(_id, revision, number, _model.Dims, _model.FieldOfView));
        foreach (var layer in concerned)
        {
            _runs.Start(new LayerSliceRequest(revision, _model.Find(layer)!.Spec, _model.Dims, _model.FieldOfView, isForced));
        }

        _store.Write(_model);
        EndIfOver();
        return revision;
    }

    private void EndIfOver()
    {
        _loading.Update(_slicer.Loading);
        if (!_slicer.TryEnd())
        {
            return;
        }

        var (revision, responses, failures) = (_slicer.Revision, _slicer.Responses, _slicer.Failures);
        _lastEnd = _notices.Post(number => failures.IsEmpty
            ? new SliceReady(_id, revision, number, responses)
            : new SliceFailed(_id, revision, number, failures, responses));
        _waiters.End(revision);
    }

    /// <summary>Learns anew what a layer's source or transform makes of its extent, and with it the ranges.</summary>
    private async Task RefreshAsync(LayerSpec spec)
    {
        var info = await LayerOf(spec.Id).Open(spec, CancellationToken.None);
        if (_model.Find(spec.Id)?.Spec == spec)
        {
            var before = _model.Dims;
            var changed = _model.WithChanged(spec, info);
            var isMoved = !changed.Dims.Point.SequenceEqual(before.Point);
            ChangeLayers(changed, _ => isMoved);
        }
    }

    private ILayerGrain LayerOf(LayerId layer) => GrainFactory.GetGrain<ILayerGrain>(LayerGrainKey.Create(_id, layer));

    private void AnnounceLoading(ImmutableArray<LoadingLayer> layers) =>
        _notices.Post(number => new LoadingChanged(_id, _slicer.Revision, number, layers));

    private Task SendAsync(ViewerEvent happened) =>
        this.GetStreamProvider(ViewerStreams.ProviderName)
            .GetStream<ViewerEvent>(StreamId.Create(ViewerStreams.Namespace, _id.Value))
            .OnNextAsync(happened);

    private ViewerSnapshot Snapshot() => new()
    {
        Viewer = _id,
        Revision = _slicer.Revision,
        Outcome = _slicer.Outcome,
        LastEvent = _notices.LastNumber,
        Dims = _model.Dims,
        FieldOfView = _model.FieldOfView,
        LastEnd = _lastEnd,
        Layers =
        [
            .. _model.Layers.Select(layer => new LayerState
            {
                Spec = layer.Spec,
                Info = layer.Info,
                Loading = _slicer.PendingOf(layer.Spec.Id) is not null,
                LoadingFor = _loading.ElapsedOf(layer.Spec.Id),
                LastResponse = _slicer.ResponseOf(layer.Spec.Id),
                Failure = _slicer.FailureOf(layer.Spec.Id),
            }),
        ],
    };

    private static TimeSpan Shorter(TimeSpan timeout) =>
        timeout < TimeSpan.Zero ? TimeSpan.Zero : timeout < LongestWait ? timeout : LongestWait;

    private LamellaException UnknownLayer(LayerId layer) => new(
        LamellaErrorCode.UnknownLayer,
        $"Viewer '{_id}' has no layer '{layer}'; it has {(_model.Layers.IsEmpty ? "none" : string.Join(", ", _model.Specs.Select(spec => spec.Id)))}.",
        got: layer.Value);
}
