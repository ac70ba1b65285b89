using Lamella.Contracts.Slicing;
using Lamella.Engine.Arrays;
using Lamella.Engine.Arrays.Chunks;
using Lamella.Engine.Arrays.Formats;
using Lamella.Engine.Arrays.Stores.Http;
using Lamella.Engine.Compute;
using Lamella.Engine.Sources;
using Lamella.Grains.Diagnostics;
using Lamella.Grains.Layers;
using Lamella.Grains.Monitoring;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Lamella.Grains.Hosting;

/// <summary>Registers what grains slice with.</summary>
public static class SlicingServices
{
    /// <summary>
    /// One chunk scheduler, one compute lane, one registry of formats and one cache of slices for the silo. What has been
    /// registered before stays.
    /// </summary>
    /// <param name="services">The silo's services.</param>
    /// <param name="configure">Changes options; they are validated when the silo starts.</param>
    public static IServiceCollection AddSlicing(this IServiceCollection services, Action<SlicingOptions>? configure = null)
    {
        var options = services.AddOptions<SlicingOptions>().ValidateDataAnnotations().ValidateOnStart();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<SlicingMeters>();
        services.TryAddSingleton<SiloMonitor>();
        services.TryAddSingleton<SliceCache>();
        services.TryAddSingleton<LatencyLog>();
        services.TryAddSingleton<LayerModelOpener>();
        services.AddSources();
        services.TryAddSingleton(static provider => new ComputeLane(LaneOptions(Options(provider))));
        services.TryAddSingleton(static provider => new ChunkScheduler(
            provider.GetRequiredService<ComputeLane>(),
            new ChunkSchedulerOptions { DecodedBytes = Options(provider).ChunkCacheBytes },
            provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<IChunkReader>(static provider => provider.GetRequiredService<ChunkScheduler>());
        return services;
    }

    /// <summary>What opens the sources of layers: local ones always, remote ones as <see cref="RemoteOptions"/> permit.</summary>
    private static void AddSources(this IServiceCollection services)
    {
        services.AddOptions<RemoteOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<RemoteOptions>, RemoteOptionsValidator>());
        services.TryAddSingleton(static provider => new HttpTransport(
            Remote(provider).CreatePolicy(), Remote(provider).Http, provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(static provider =>
            new RemoteScheme(provider.GetRequiredService<HttpTransport>(), Remote(provider).S3));
        services.TryAddSingleton<IImageOpener>(static provider => new SharedImageOpener(
            FormatRegistry.CreateDefault(
                timeProvider: provider.GetRequiredService<TimeProvider>(), remote: provider.GetRequiredService<RemoteScheme>()),
            provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(static provider => new LayerDataOpener(
            [provider.GetRequiredService<RemoteScheme>(), new LocalScheme(ArrayLimits.Default)],
            provider.GetRequiredService<IImageOpener>()));
    }

    private static RemoteOptions Remote(IServiceProvider provider) =>
        provider.GetRequiredService<IOptions<RemoteOptions>>().Value;

    private static SlicingOptions Options(IServiceProvider provider) =>
        provider.GetRequiredService<IOptions<SlicingOptions>>().Value;

    private static ComputeLaneOptions LaneOptions(SlicingOptions options) =>
        options.ComputeThreads == 0 ? new ComputeLaneOptions() : new ComputeLaneOptions { Threads = options.ComputeThreads };
}
