using System.Net;
using Lamella.Contracts.Slicing;
using Lamella.Contracts.Viewers;
using Lamella.Engine.Sources;
using Lamella.Grains.Hosting;
using Lamella.Grains.Notices;
using Lamella.Silo.Postgres;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Storage;

namespace Lamella.Silo.Hosting;

/// <summary>Makes a host a silo of Lamella.</summary>
public static class LamellaSiloExtensions
{
    private const string DefaultClusterId = "lamella";
    private const int DefaultSiloPort = 11111;
    private const int DefaultGatewayPort = 30000;

    /// <summary>
    /// Adds a silo. Orleans' own configuration section <c>Orleans:*</c> decides on clustering, storage and endpoints; what
    /// it leaves out is a single silo on loopback, except in Production, where missing clustering or storage is an error.
    /// <c>Lamella:Slicing</c> holds the <see cref="SlicingOptions"/>, <c>Lamella:Remote</c> the <see cref="RemoteOptions"/>,
    /// <c>Lamella:Postgres</c> the <see cref="PostgresOptions"/>.
    /// </summary>
    /// <param name="builder">The host.</param>
    /// <exception cref="InvalidOperationException">A setting contradicts another, or in Production clustering or a storage is not configured.</exception>
    public static IHostApplicationBuilder AddLamellaSilo(this IHostApplicationBuilder builder)
    {
        var orleans = builder.Configuration.GetSection("Orleans");
        var cluster = new ClusterSettings(orleans);
        if (builder.Environment.IsProduction())
        {
            cluster.EnsureComplete();
        }

        builder.Services.AddRedisConnections(builder.Configuration);
        builder.AddPostgres();
        builder.Services.Configure<SlicingOptions>(builder.Configuration.GetSection(SlicingOptions.SectionName));
        builder.Services.Configure<RemoteOptions>(builder.Configuration.GetSection(RemoteOptions.SectionName));
        builder.UseOrleans(silo =>
        {
            if (cluster.HasClustering)
            {
                silo.StayOnLoopback().Configure<ClusterOptions>(options =>
                    (options.ServiceId, options.ClusterId) = (orleans["ServiceId"] ?? DefaultClusterId, orleans["ClusterId"] ?? DefaultClusterId));
            }
            else
            {
                silo.UseLocalhostClustering(
                    orleans.GetValue("Endpoints:SiloPort", DefaultSiloPort),
                    orleans.GetValue("Endpoints:GatewayPort", DefaultGatewayPort),
                    serviceId: orleans["ServiceId"] ?? DefaultClusterId,
                    clusterId: orleans["ClusterId"] ?? DefaultClusterId);
            }

            silo.AddLamella(name => !cluster.HasStorage(name));
        });
        return builder;
    }

    /// <summary>Adds the grains, the notices' streams and storage that needs no server, and tunes the silo for people who wait.</summary>
    /// <param name="silo">The silo.</param>
    /// <param name="needsMemoryStorage">Whether a grain storage of a name is not configured otherwise; null: none is.</param>
    public static ISiloBuilder AddLamella(this ISiloBuilder silo, Func<string, bool>? needsMemoryStorage = null)
    {
        silo.Services.AddSlicing();
        silo.Services.AddKeyedSingleton<IGrainStorageSerializer>(
            LamellaStorage.State,
            static (services, _) => ActivatorUtilities.CreateInstance<ViewerStorageSerializer>(
                services, ActivatorUtilities.CreateInstance<OrleansGrainStorageSerializer>(services)));
        foreach (var name in LamellaStorage.All)
        {
            if (needsMemoryStorage?.Invoke(name) ?? true)
            {
                silo.AddMemoryGrainStorage(name);
            }
        }

        return silo.AddNoticeStreams(ViewerStreams.ProviderName).TuneForPeople();
    }

    /// <summary>Unless <c>Orleans:Endpoints:AdvertisedIPAddress</c> says otherwise; Orleans would take the machine's own address.</summary>
    private static ISiloBuilder StayOnLoopback(this ISiloBuilder silo) =>
        silo.Configure<EndpointOptions>(endpoints => endpoints.AdvertisedIPAddress ??= IPAddress.Loopback);

    /// <summary>A dead silo is noticed within two seconds, and its part of the grain directory is taken over at once.</summary>
    private static ISiloBuilder TuneForPeople(this ISiloBuilder silo)
    {
        silo.Configure<ClusterMembershipOptions>(membership =>
        {
            membership.ProbeTimeout = TimeSpan.FromSeconds(1);
            membership.NumMissedProbesLimit = 2;
            membership.NumVotesForDeathDeclaration = 1;
            membership.TableRefreshTimeout = TimeSpan.FromSeconds(5);
            membership.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(5);
        });
        silo.Configure<SiloMessagingOptions>(messaging =>
        {
            messaging.ResponseTimeout = TimeSpan.FromSeconds(3);

            // Until then its gateway keeps what is sent to a client that is gone, and nobody is told that it is.
            messaging.ClientDropTimeout = TimeSpan.FromSeconds(20);
        });
        silo.Configure<GrainDirectoryOptions>(directory => directory.RangeLeaseDuration = TimeSpan.FromSeconds(2));
#pragma warning disable ORLEANSEXP003 // The default directory deactivates survivors' grains when a silo dies.
        silo.AddDistributedGrainDirectory();
#pragma warning restore ORLEANSEXP003
        return silo;
    }
}
