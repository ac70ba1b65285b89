using System.Collections.Immutable;
using Lamella.Contracts.Errors;
using Lamella.Contracts.Geometry;
using Lamella.Contracts.Grains;
using Lamella.Contracts.Layers;
using Lamella.Contracts.Slicing;
using Lamella.Contracts.Viewers;

namespace Lamella.Grains.Viewers;

/// <summary>How the viewer stands, at once or when slicing has ended.</summary>
internal sealed partial class ViewerGrain
{
    /// <summary>The longest wait for slicing in one call; below the response timeout.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);

    public Task<ViewerSnapshot> GetSnapshot() => Task.FromResult(Snapshot());

    public Task<ViewerSnapshot> WaitUntilIdle(TimeSpan timeout, CancellationToken cancellationToken) =>
        WaitAsync(() => _slicer.Outcome != RevisionOutcome.Pending, timeout, cancellationToken);

    public Task<ViewerSnapshot> WaitFor(Revision revision, TimeSpan timeout, CancellationToken cancellationToken) =>
        WaitAsync(
            () => _lastEnd?.Revision >= revision || (_slicer.Outcome != RevisionOutcome.Pending && _slicer.Revision >= revision), timeout, cancellationToken);

    public async Task<DimsSliced> SliceAt(
        Dims dims, ChangeOrder order, TimeSpan? deadline, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var revision = await SetDims(dims, order, deadline);
        return new DimsSliced(revision, await WaitFor(revision, timeout, cancellationToken));
    }

    public Task<ViewerSnapshot> WaitForLayers(
        Revision revision, ImmutableArray<LayerId> layers, TimeSpan timeout, CancellationToken cancellationToken) => layers.IsDefault
        ? throw new LamellaException(LamellaErrorCode.InvalidArgument, "There is no list of layers to wait for; an empty one waits for none.")
        : WaitAsync(() => layers.All(layer => _slicer.PendingOf(layer) != revision), timeout, cancellationToken);

    private async Task<ViewerSnapshot> WaitAsync(Func<bool> isOver, TimeSpan timeout, CancellationToken cancellationToken)
    {
        await _waiters.WaitAsync(isOver, Shorter(timeout), _clock, cancellationToken);
        return Snapshot();
    }

    private ViewerSnapshot Snapshot() => new()
    {
        Viewer = _id,
        Revision = _slicer.Revision,
        Outcome = _slicer.Outcome,
        LastEvent = _notices.LastNumber,
        Dims = _model.Dims,
        FieldOfView = _model.FieldOfView,
        LastEnd = _lastEnd,
        Links = _links.All,
        RestoredFrom = _model.RestoredFrom,
        RestoredViewFrom = _model.RestoredViewFrom,
        Layers =
        [
            .. _model.Layers.Select(layer => new LayerState
            {
                Spec = layer.Spec,
                Info = layer.Info,
                Loading = _slicer.PendingOf(layer.Spec.Id) is not null,
                LoadingFor = _loading.ElapsedOf(layer.Spec.Id),
                LastResponse = _slicer.ResponseOf(layer.Spec.Id),
                LoadingRevision = _slicer.PendingOf(layer.Spec.Id),
                Failure = _slicer.FailureOf(layer.Spec.Id),
            }),
        ],
    };

    private static TimeSpan Shorter(TimeSpan timeout) =>
        timeout < TimeSpan.Zero ? TimeSpan.Zero : timeout < LongestWait ? timeout : LongestWait;
}
