using System.Collections.Concurrent;
using System.Collections.Immutable;
using Lamella.Contracts.Errors;
using Lamella.Contracts.Geometry;
using Lamella.Contracts.Grains;
using Lamella.Contracts.Layers;
using Lamella.Contracts.Slicing;
using Lamella.Contracts.Viewers;
using Lamella.Sdk.Slicing;

namespace Lamella.Sdk;

public sealed partial class Viewer
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<SliceTask, bool> _tasks = new();
    private int _syncScopes;
    private int _blockScopes;

    private bool IsSynchronous => Volatile.Read(ref _syncScopes) > 0;

    /// <summary>Waits until nothing is being sliced.</summary>
    /// <param name="timeout">How long at most.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The viewer as it then stands.</returns>
    /// <exception cref="TimeoutException">Something is still being sliced after that time.</exception>
    public Task<ViewerSnapshot> WaitUntilIdleAsync(TimeSpan timeout, CancellationToken cancellationToken = default) =>
        WaitAsync(
            (part, token) => _grain.WaitUntilIdle(part, token),
            snapshot => snapshot.Outcome != RevisionOutcome.Pending,
            timeout,
            cancellationToken);

    /// <summary>Slices all visible layers again at the current Dims and waits for them.</summary>
    /// <param name="timeout">How long to wait at most; null waits as long as it takes.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The viewer when that revision, or a newer one that took its place, has ended.</returns>
    /// <exception cref="TimeoutException">It has not ended after that time.</exception>
    public async Task<ViewerSnapshot> SliceAsync(TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        var revision = await _retry.RunAsync(_ => _grain.SliceNow(), cancellationToken).ConfigureAwait(false);
        return await WaitForAsync(revision, timeout ?? TimeSpan.MaxValue, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Moves the viewer and waits for its slices: napari's synchronous slicing, in one call.</summary>
    /// <param name="dims">In world coordinates; derive it from the snapshot's.</param>
    /// <param name="timeout">How long to wait at most; null waits as long as it takes.</param>
    /// <param name="cancellationToken">Stops waiting; the change may have been made.</param>
    /// <returns>The viewer when that revision, or a newer one that took its place, has ended.</returns>
    /// <exception cref="TimeoutException">It has not ended after that time.</exception>
    public async Task<ViewerSnapshot> SliceAsync(Dims dims, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        (await SliceAtAsync(dims, null, timeout ?? TimeSpan.MaxValue, cancellationToken).ConfigureAwait(false)).Snapshot;

    /// <summary>Waits until a revision, or a newer one that took its place, has ended.</summary>
    /// <param name="revision">The revision, as <see cref="SetDimsAsync(Contracts.Geometry.Dims, CancellationToken)"/> returned it.</param>
    /// <param name="timeout">How long at most.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The viewer as it then stands.</returns>
    /// <exception cref="TimeoutException">It has not ended after that time.</exception>
    public Task<ViewerSnapshot> WaitForAsync(
        Revision revision, TimeSpan timeout, CancellationToken cancellationToken = default) =>
        WaitAsync(
            (part, token) => _grain.WaitFor(revision, part, token),
            snapshot => IsOver(snapshot, revision),
            timeout,
            cancellationToken);

    /// <summary>Tasks of <see cref="SubmitAsync"/> that have not ended yet.</summary>
    public IReadOnlyCollection<SliceTask> SliceTasks => [.. _tasks.Keys];

    /// <summary>
    /// Slices some layers again at the current Dims: NAP-4's <c>LayerSlicer.submit</c>. Shapes and tracks, which lie in
    /// memory, are sliced when this returns, even while others are slow.
    /// </summary>
    /// <param name="layers">The layers; what runs for them is superseded, nothing else.</param>
    /// <param name="cancellationToken">Stops waiting; slicing goes on.</param>
    /// <returns>The layers that are being sliced; null where there are none, or all have been sliced already.</returns>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.UnknownLayer"/> or <see cref="LamellaErrorCode.ShutDown"/>.</exception>
    public async Task<SliceTask?> SubmitAsync(IEnumerable<LayerId> layers, CancellationToken cancellationToken = default)
    {
        if (Volatile.Read(ref _blockScopes) > 0)
        {
            return null;
        }

        ImmutableArray<LayerId> all = [.. layers];
        var submitted = await _retry.RunAsync(_ => _grain.Submit(all), cancellationToken).ConfigureAwait(false);
        var task = submitted.Layers.IsEmpty || IsSynchronous ? null : Begin(submitted);
        var awaited = IsSynchronous ? submitted.InMemory.AddRange(submitted.Layers) : submitted.InMemory;
        if (!awaited.IsEmpty)
        {
            await WaitForLayersAsync(submitted.Revision, awaited, cancellationToken).ConfigureAwait(false);
        }

        return task;
    }

    /// <summary>
    /// Until it is disposed, every change made through this handle returns only when the layers that it concerns have been
    /// sliced, have failed or have gone. May be nested. What runs already is neither waited for nor stopped.
    /// </summary>
    public IDisposable ForceSync()
    {
        Interlocked.Increment(ref _syncScopes);
        return new Scope(() => Interlocked.Decrement(ref _syncScopes));
    }

    /// <summary>Until it is disposed, <see cref="SubmitAsync"/> of this handle does nothing. May be nested.</summary>
    public IDisposable BlockRefresh()
    {
        Interlocked.Increment(ref _blockScopes);
        return new Scope(() => Interlocked.Decrement(ref _blockScopes));
    }

    /// <summary>
    /// Lets what runs come to its end, and slices nothing any more that would have to be waited for: later changes fail
    /// with <see cref="LamellaErrorCode.ShutDown"/>.
    /// </summary>
    /// <param name="timeout">How long to wait at most.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="TimeoutException">Something is still being sliced after that time.</exception>
    public async Task ShutDownAsync(TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        await _retry.RunAsync(
            async _ =>
            {
                await _grain.ShutDown().ConfigureAwait(false);
                return true;
            },
            cancellationToken).ConfigureAwait(false);
        await WaitUntilIdleAsync(timeout, cancellationToken).ConfigureAwait(false);
    }

    private static bool IsOver(ViewerSnapshot snapshot, Revision revision) =>
        snapshot.LastEnd?.Revision >= revision || (snapshot.Outcome != RevisionOutcome.Pending && snapshot.Revision >= revision);

    private async Task<DimsSliced> SliceAtAsync(Dims dims, TimeSpan? deadline, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var (order, start, part) = (NextChange(), _options.TimeProvider.GetTimestamp(), timeout < LongestWait ? timeout : LongestWait);
        var sliced = await _retry.RunAsync(token => _grain.SliceAt(dims, order, deadline, part, token), cancellationToken).ConfigureAwait(false);
        _moves.Accepted(dims, order, sliced.Revision);
        if (IsOver(sliced.Snapshot, sliced.Revision))
        {
            return sliced;
        }

        var left = timeout == TimeSpan.MaxValue ? timeout : timeout - _options.TimeProvider.GetElapsedTime(start);
        return sliced with { Snapshot = await WaitForAsync(sliced.Revision, left, cancellationToken).ConfigureAwait(false) };
    }

    private SliceTask Begin(LayersSubmitted submitted)
    {
        var task = new SliceTask(submitted.Revision, submitted.Layers, WaitForLayersAsync(submitted.Revision, submitted.Layers, default));
        _tasks[task] = true;
        _ = ForgetAsync(task);
        return task;
    }

    /// <summary>
    /// Has a slice made again that is shown and not to be had any more: its layer's silo was lost before everybody had pulled
    /// it, or its grain was idle for long.
    /// </summary>
    private async Task ReplaceAsync(LayerSliceResponse gone, CancellationToken cancellationToken)
    {
        var layers = (await GetSnapshotAsync(cancellationToken).ConfigureAwait(false)).Layers;
        var shown = layers.FirstOrDefault(layer => layer.Spec.Id == gone.Layer);
        if (shown is { Loading: false, Failure: null } && shown.LastResponse?.Slice == gone.Slice)
        {
            await _retry.RunAsync(_ => _grain.Submit([gone.Layer]), cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task ForgetAsync(SliceTask task)
    {
        await task.Ended.ConfigureAwait(false);
        _tasks.TryRemove(task, out _);
    }

    private async Task<Revision> SlicedAsync(Revision revision, ImmutableArray<LayerId>? layers, CancellationToken cancellationToken)
    {
        if (IsSynchronous)
        {
            await (layers is { } some
                ? WaitForLayersAsync(revision, some, cancellationToken)
                : WaitForAsync(revision, TimeSpan.MaxValue, cancellationToken)).ConfigureAwait(false);
        }

        return revision;
    }

    private Task<ViewerSnapshot> WaitForLayersAsync(
        Revision revision, ImmutableArray<LayerId> layers, CancellationToken cancellationToken) =>
        WaitAsync(
            (part, token) => _grain.WaitForLayers(revision, layers, part, token),
            snapshot => snapshot.Layers.All(layer =>
                !layers.Contains(layer.Spec.Id) || !layer.Loading || layer.LoadingRevision != revision),
            TimeSpan.MaxValue,
            cancellationToken);

    private async Task<ViewerSnapshot> WaitAsync(
        Func<TimeSpan, CancellationToken, Task<ViewerSnapshot>> wait,
        Func<ViewerSnapshot, bool> isOver,
        TimeSpan timeout,
        CancellationToken cancellationToken)
    {
        var clock = _options.TimeProvider;
        var start = clock.GetTimestamp();
        while (true)
        {
            var left = timeout == TimeSpan.MaxValue ? LongestWait : timeout - clock.GetElapsedTime(start);
            var part = left < LongestWait ? left : LongestWait;
            var snapshot = await _retry.RunAsync(token => wait(part > TimeSpan.Zero ? part : TimeSpan.Zero, token), cancellationToken)
                .ConfigureAwait(false);
            if (await _retry.RunAsync(_ => MakeLostAgainAsync(snapshot), cancellationToken).ConfigureAwait(false))
            {
                (wait, isOver) = (_grain.WaitUntilIdle, static made => made.Outcome != RevisionOutcome.Pending);
                continue;
            }

            if (isOver(snapshot))
            {
                return snapshot;
            }

            if (left <= LongestWait && timeout != TimeSpan.MaxValue && clock.GetElapsedTime(start) >= timeout)
            {
                throw new TimeoutException(
                    $"Viewer {Id} is still slicing revision {snapshot.Revision} after {timeout.TotalSeconds:0.###} s; wait longer.");
            }
        }
    }
}
