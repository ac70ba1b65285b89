using System.Collections.Immutable;
using Lamella.Contracts.Errors;
using Lamella.Contracts.Layers;
using Lamella.Contracts.Slicing;
using Lamella.Contracts.Viewers;

namespace Lamella.Sdk.Slicing;

/// <summary>Layers that were submitted and are being sliced: NAP-4's future. Safe for concurrent use.</summary>
public sealed class SliceTask
{
    internal SliceTask(Revision revision, ImmutableArray<LayerId> layers, Task<ViewerSnapshot> ended)
    {
        Revision = revision;
        Layers = layers;
        Result = FinishAsync(ended);
        Ended = Result.ContinueWith(static task => _ = task.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <summary>The revision that the layers are sliced for.</summary>
    public Revision Revision { get; }

    /// <summary>The layers, in the viewer's order.</summary>
    public ImmutableArray<LayerId> Layers { get; }

    /// <summary>
    /// The slices by layer. Layers that a newer request superseded, or that have gone, are left out; where that leaves none,
    /// the task is cancelled. It fails with a <see cref="LamellaException"/> where a layer failed; the others' slices are
    /// then in the viewer's snapshot.
    /// </summary>
    public Task<IReadOnlyDictionary<LayerId, LayerSliceResponse>> Result { get; }

    /// <summary>Ends when nothing is waited for any more, whatever the outcome; never fails.</summary>
    internal Task Ended { get; }

    private async Task<IReadOnlyDictionary<LayerId, LayerSliceResponse>> FinishAsync(Task<ViewerSnapshot> ended)
    {
        var snapshot = await ended.ConfigureAwait(false);
        var layers = snapshot.Layers.Where(layer => Layers.Contains(layer.Spec.Id)).ToList();
        var failure = layers.Select(static layer => layer.Failure).FirstOrDefault(failure => failure?.Revision == Revision);
        if (failure is not null)
        {
            throw new LamellaException(failure.Code, failure.Reason);
        }

        var sliced = layers
            .Where(layer => layer.LastResponse?.Revision == Revision)
            .ToDictionary(static layer => layer.Spec.Id, static layer => layer.LastResponse!);
        return sliced.Count > 0
            ? sliced
            : throw new OperationCanceledException($"Revision {Revision} was superseded by {snapshot.Revision}.");
    }
}
