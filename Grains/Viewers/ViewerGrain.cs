using System.Collections.Immutable;
using Lamella.Contracts.Errors;
using Lamella.Contracts.Grains;
using Lamella.Contracts.Layers;
using Lamella.Contracts.Slicing;
using Lamella.Contracts.Viewers;
using Lamella.Grains.Diagnostics;
using Lamella.Grains.Viewers.Links;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;

namespace Lamella.Grains.Viewers;

/// <summary>
/// One viewer. Every turn is short: it changes the model, lets the <see cref="LayerSlicer"/> decide what is sliced anew,
/// starts that, and returns. What slicing gives comes back as turns of its own.
/// </summary>
[Reentrant]
internal sealed partial class ViewerGrain : Grain, IViewerGrain, ISliceSink, ILifecycleParticipant<IGrainLifecycle>, IDisposable
{
    /// <summary>No hand waits longer, and no timer can much longer.</summary>
    private static readonly TimeSpan LongestDeadline = TimeSpan.FromDays(1);

    private readonly ViewerId _id;
    private readonly SlicingOptions _options;
    private readonly TimeProvider _clock;
    private readonly ViewerStore _store;
    private readonly LayerGrains _layers;
    private readonly SliceRuns _runs;
    private readonly OpeningLayers _openings;
    private readonly LearnedSources _sources;
    private readonly HashSet<LayerId> _deferred = [];
    private readonly NoticePump _notices;
    private readonly LoadingWatch _loading;
    private readonly Announcements _announcements;
    private readonly ViewerLinks _links;
    private readonly FailureNotices _failures;
    private readonly ILogger _logger;
    private readonly Waiters _waiters = new();
    private readonly ChangeOrders _dimsOrders = new();
    private readonly ChangeOrders _viewOrders = new();
    private LayerSlicer _slicer;
    private ViewerModel _model = ViewerModel.Empty;
    private ViewerEvent? _lastEnd;
    private bool _isShutDown;

    public ViewerGrain(
        [PersistentState("viewer", ViewerStore.StorageName)] IPersistentState<StoredViewer> state,
        IOptions<SlicingOptions> options,
        LatencyLog latencies,
        SlicingMeters meters,
        TimeProvider clock,
        ILogger<ViewerGrain> logger)
    {
        _id = new ViewerId(this.GetPrimaryKeyString());
        _options = options.Value;
        _clock = clock;
        _announcements = new Announcements(_id, latencies, meters, clock);
        _store = new ViewerStore(state, _id, DeactivateOnIdle, clock, logger);
        _layers = new LayerGrains(_id, GrainFactory);
        _runs = new SliceRuns(_id, _layers, this, clock, logger);
        _links = new ViewerLinks(_id, GrainFactory, ChangeOf, Unlink, clock, work => _runs.Track(work, default));
        _openings = new OpeningLayers(_layers);
        _sources = new LearnedSources(_layers, clock, OnLearned);
        _notices = new NoticePump(SendAsync, logger);
        _loading = new LoadingWatch(_options, clock, AnnounceLoading, this.RegisterGrainTimer);
        _failures = new FailureNotices(TimeSpan.FromMilliseconds(_options.FailureWindowMilliseconds), clock);
        _logger = logger;
        _slicer = new LayerSlicer(0);
    }

    /// <summary>Checks the id before anything else: storage is read before <see cref="OnActivateAsync"/>, and may not be able to spell it.</summary>
    void ILifecycleParticipant<IGrainLifecycle>.Participate(IGrainLifecycle lifecycle) =>
        lifecycle.Subscribe<ViewerGrain>(GrainLifecycleStage.First, _ =>
        {
            _id.EnsureValid();
            return Task.CompletedTask;
        });

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var stored = await _store.ReadAsync();
        _slicer = new LayerSlicer(_store.Epoch);
        if (stored is not null)
        {
            _model = ViewerModel.From(stored);
            _links.See(_model.NewestStamp);
            _links.Restore(_model.Links);
            _model = _model with
            {
                Links = _links.All,
                Stamped = _links.Has(LinkedParts.Layers) ? _model.Stamped.StampOld(_links.Life) : _model.Stamped,
            };
            _slicer.SetLayers(_model.Specs);
            foreach (var layer in _model.Specs)
            {
                _sources.Doubt(layer.Id);
            }

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
        _links.Dispose();
        _sources.Dispose();
        _runs.Dispose();
        _loading.Dispose();
    }

    public async Task Close()
    {
        _openings.Dispose();
        foreach (var link in _links.All)
        {
            SetLink(link.Viewer, LinkedParts.None);
            _runs.Track(_links.TellAsync(link.Viewer, LinkedParts.None), default);
        }

        foreach (var layer in _model.Specs)
        {
            Remove(layer.Id);
        }

        await _store.ClearAsync();
        DeactivateOnIdle();
    }

    public void OnSliced(LayerSliceResponse response)
    {
        if (!_slicer.Complete(response))
        {
            return;
        }

        _announcements.Arrived(response.Layer);
        if (_options.Emit == EmitMode.Each || response is ImageSliceResponse { IsPreview: true })
        {
            _announcements.Log(response, _model.Find(response.Layer)?.Spec.Name);
            _notices.Post(number => new LayerSliceReady(_id, _slicer.Revision, number, response));
        }

        EndIfOver();
    }

    public void OnFailed(SliceFailure failure)
    {
        if (_slicer.PendingOf(failure.Layer) != failure.Revision)
        {
            return;
        }

        var told = _failures.Mark(failure);
        if (!told.Repeated)
        {
            ViewerLog.Failed(_logger, _id.Value, told.Layer.Value, told.Revision, told.Reason, told.Suppressed);
        }

        _slicer.Fail(told);
        EndIfOver();
    }

    private Revision Change(
        Func<LayerId, bool> concerns, bool areLayersChanged = false, bool isForced = false, TimeSpan? deadline = null)
    {
        deadline = Deadline(deadline);
        var concerned = _slicer.Accept(concerns);
        var revision = _slicer.Revision;
        if (areLayersChanged)
        {
            _notices.Post(number => new LayersChanged(_id, revision, number, _model.Specs));
        }

        _notices.Post(number => new DimsChanged(_id, revision, number, _model.Dims, _model.FieldOfView));
        foreach (var layer in concerned)
        {
            Start(layer, isForced, deadline);
        }

        _store.Write(_model, revision);
        EndIfOver();
        return revision;
    }

    /// <summary>Starts slicing a layer for the current revision. Never throws: where its transform fits no more, it alone fails.</summary>
    private void Start(LayerId layer, bool isForced, TimeSpan? deadline)
    {
        if (IsDeferred(layer))
        {
            return;
        }

        // Slicing opens the source anyway; what is hidden is opened only once it is shown, lest a viewer that comes back opens what nobody looks at.
        if (_sources.IsDoubted(layer))
        {
            _runs.Track(LearnAsync(_model.Find(layer)!.Spec, null), layer);
        }

        LayerSpec spec;
        try
        {
            spec = _model.InWorld(layer)!;
        }
        catch (LamellaException exception)
        {
            _runs.Cancel(layer);
            OnFailed(new SliceFailure(layer, _slicer.Revision, exception.Code, exception.Message));
            return;
        }

        _runs.Start(new LayerSliceRequest(_slicer.Revision, spec, _model.Dims, _model.FieldOfView, isForced, deadline));
    }

    private TimeSpan? Deadline(TimeSpan? asked)
    {
        if (asked is not { } deadline)
        {
            return _options.DeadlineMilliseconds > 0 ? TimeSpan.FromMilliseconds(_options.DeadlineMilliseconds) : null;
        }

        return deadline == Timeout.InfiniteTimeSpan ? LongestDeadline
            : TimeSpan.FromTicks(Math.Clamp(deadline.Ticks, 0, LongestDeadline.Ticks));
    }

    private void EndIfOver()
    {
        _loading.Update(_slicer.Loading);
        if (_slicer.TryEnd())
        {
            var (revision, failures) = (_slicer.Revision, _slicer.Failures);
            var responses = _announcements.Announce(_slicer.Responses, failures, layer => _model.Find(layer)?.Spec.Name);
            _lastEnd = _notices.Post(number => failures.IsEmpty
                ? new SliceReady(_id, revision, number, responses)
                : new SliceFailed(_id, revision, number, failures, responses));
        }

        _waiters.Check();
    }

    private void AnnounceLoading(ImmutableArray<LoadingLayer> layers) =>
        _notices.Post(number => new LoadingChanged(_id, _slicer.Revision, number, layers));

    private Task SendAsync(ViewerEvent happened) =>
        this.GetStreamProvider(ViewerStreams.ProviderName)
            .GetStream<ViewerEvent>(StreamId.Create(ViewerStreams.Namespace, _id.Value))
            .OnNextAsync(happened);
}
