using System.Collections.Concurrent;
using Lamella.Contracts.Grains;
using Lamella.Contracts.Viewers;
using Microsoft.Extensions.DependencyInjection;

namespace Lamella.Grains.Tests.Support;

/// <summary>Two silos in which a test decides whether what linked viewers tell each other arrives.</summary>
public sealed class LinkGateFixture : ClusterFixture, IIncomingGrainCallFilter
{
    private readonly ConcurrentDictionary<string, Exception> _failures = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _failed = new();

    /// <summary>Fails what a viewer is told from now on.</summary>
    internal void Close(ViewerId viewer, Exception failure) => _failures[viewer.Value] = failure;

    /// <summary>Lets it arrive again.</summary>
    internal void Open(ViewerId viewer) => _failures.TryRemove(viewer.Value, out _);

    /// <summary>Waits until something that a viewer was told has failed.</summary>
    internal Task WhenFailedAsync(ViewerId viewer, CancellationToken cancellationToken) => Failed(viewer.Value).Task.WaitAsync(cancellationToken);

    /// <inheritdoc/>
    public Task Invoke(IIncomingGrainCallContext context)
    {
        var viewer = context.TargetId.Key.ToString()!;
        if (context.InterfaceMethod?.Name != nameof(IViewerGrain.Follow) || !_failures.TryGetValue(viewer, out var failure))
        {
            return context.Invoke();
        }

        Failed(viewer).TrySetResult();
        return Task.FromException(failure);
    }

    /// <inheritdoc/>
    protected override void Configure(IServiceCollection services) => services.AddSingleton<IIncomingGrainCallFilter>(this);

    private TaskCompletionSource Failed(string viewer) =>
        _failed.GetOrAdd(viewer, static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}
