using System.Collections.Concurrent;
using Lamella.Contracts.Grains;
using Lamella.Contracts.Viewers;
using Microsoft.Extensions.DependencyInjection;

namespace Lamella.Grains.Tests.Support;

/// <summary>Two silos in which a test decides whether what linked viewers tell each other arrives.</summary>
public sealed class LinkGateFixture : ClusterFixture, IIncomingGrainCallFilter
{
    private readonly ConcurrentDictionary<string, Exception> _failures = new();

    /// <summary>Fails what a viewer is told from now on.</summary>
    internal void Close(ViewerId viewer, Exception failure) => _failures[viewer.Value] = failure;

    /// <summary>Lets it arrive again.</summary>
    internal void Open(ViewerId viewer) => _failures.TryRemove(viewer.Value, out _);

    /// <inheritdoc/>
    public Task Invoke(IIncomingGrainCallContext context) =>
        context is { InterfaceMethod.Name: nameof(IViewerGrain.Follow) } && _failures.TryGetValue(context.TargetId.Key.ToString()!, out var failure)
            ? Task.FromException(failure)
            : context.Invoke();

    /// <inheritdoc/>
    protected override void Configure(IServiceCollection services) => services.AddSingleton<IIncomingGrainCallFilter>(this);
}
