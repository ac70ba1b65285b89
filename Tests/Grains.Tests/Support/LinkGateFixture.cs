using System.Collections.Concurrent;
using Lamella.Contracts.Grains;
using Lamella.Contracts.Layers;
using Lamella.Contracts.Viewers;
using Microsoft.Extensions.DependencyInjection;

namespace Lamella.Grains.Tests.Support;

/// <summary>Two silos in which a test decides whether what linked viewers tell each other arrives, and whether sources are opened.</summary>
public sealed class LinkGateFixture : ClusterFixture, IIncomingGrainCallFilter
{
    private readonly ConcurrentDictionary<string, Exception> _failures = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _failed = new();
    private readonly ConcurrentDictionary<LayerSource, (TaskCompletionSource Reached, TaskCompletionSource LetGo)> _held = new();

    /// <summary>Fails what a viewer is told from now on.</summary>
    internal void Close(ViewerId viewer, Exception failure) => _failures[viewer.Value] = failure;

    /// <summary>Fails the opening of a layer's source from now on.</summary>
    internal void Close(ViewerId viewer, LayerId layer, Exception failure) => _failures[LayerGrainKey.Create(viewer, layer)] = failure;

    /// <summary>Lets a layer's source be opened again.</summary>
    internal void Open(ViewerId viewer, LayerId layer) => _failures.TryRemove(LayerGrainKey.Create(viewer, layer), out _);

    /// <summary>Holds the opening of a source until it is let go.</summary>
    internal void Hold(LayerSource source) => _held[source] = (
        new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously),
        new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));

    /// <summary>Waits until a source that is held is being opened.</summary>
    internal Task WhenHeldAsync(LayerSource source, CancellationToken cancellationToken) => _held[source].Reached.Task.WaitAsync(cancellationToken);

    /// <summary>Lets a source be opened.</summary>
    internal void LetGo(LayerSource source) => _held[source].LetGo.SetResult();

    /// <summary>Lets it arrive again.</summary>
    internal void Open(ViewerId viewer) => _failures.TryRemove(viewer.Value, out _);

    /// <summary>Waits until something that a viewer was told has failed.</summary>
    internal Task WhenFailedAsync(ViewerId viewer, CancellationToken cancellationToken) => Failed(viewer.Value).Task.WaitAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task Invoke(IIncomingGrainCallContext context)
    {
        if (context.InterfaceMethod?.Name == nameof(ILayerGrain.Open) && _held.TryGetValue(((LayerSpec)context.Request.GetArgument(0)!).Source, out var gate))
        {
            gate.Reached.TrySetResult();
            await gate.LetGo.Task;
        }

        var viewer = context.TargetId.Key.ToString()!;
        if (context.InterfaceMethod?.Name is not (nameof(IViewerGrain.Follow) or nameof(ILayerGrain.Open)) || !_failures.TryGetValue(viewer, out var failure))
        {
            await context.Invoke();
            return;
        }

        Failed(viewer).TrySetResult();
        throw failure;
    }

    /// <inheritdoc/>
    protected override void Configure(IServiceCollection services) => services.AddSingleton<IIncomingGrainCallFilter>(this);

    private TaskCompletionSource Failed(string viewer) =>
        _failed.GetOrAdd(viewer, static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}
