using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using Lamella.Contracts.Errors;
using Lamella.Contracts.Viewers;
using Lamella.Sdk.Notices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Streams;

namespace Lamella.Sdk.Connections;

/// <summary>
/// Two cluster clients to the same gateways: on a single connection a small message waits behind the pixels
/// being sent. The second is connected when the first pixels are pulled. Where it knows several gateways, the loss of one
/// is the loss of the calls under way there.
/// </summary>
internal sealed class RemoteLane : ILane
{
    /// <summary>A gateway that was lost is tried again after this.</summary>
    private static readonly TimeSpan RetryLostAfter = TimeSpan.FromSeconds(5);

    private readonly ImmutableArray<GatewayAddress> _addresses;
    private readonly LamellaClientOptions _options;
    private readonly IHost _notices;
    private readonly SemaphoreSlim _bulkGate = new(1, 1);
    private IHost? _bulk;

    private RemoteLane(ImmutableArray<GatewayAddress> addresses, LamellaClientOptions options, IHost notices)
    {
        _addresses = addresses;
        _options = options;
        _notices = notices;
    }

    public string Address => Format(_addresses);

    public string? LocalSilo => null;

    public IGrainFactory Notices => _notices.Services.GetRequiredService<IClusterClient>();

    public IStreamProvider Streams =>
        _notices.Services.GetRequiredService<IClusterClient>().GetStreamProvider(ViewerStreams.ProviderName);

    public static async Task<RemoteLane> ConnectAsync(
        ImmutableArray<GatewayAddress> addresses, LamellaClientOptions options, CancellationToken cancellationToken) =>
        new(addresses, options, await ConnectOneAsync(addresses, options, cancellationToken).ConfigureAwait(false));

    public async ValueTask<IGrainFactory> GetBulkAsync(CancellationToken cancellationToken)
    {
        if (_bulk is null)
        {
            await _bulkGate.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                _bulk ??= await ConnectOneAsync(_addresses, _options, cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                _bulkGate.Release();
            }
        }

        return _bulk.Services.GetRequiredService<IClusterClient>();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in new[] { _bulk, _notices }.OfType<IHost>())
        {
            await host.StopAsync().ConfigureAwait(false);
            host.Dispose();
        }

        _bulkGate.Dispose();
    }

    private static async Task<IHost> ConnectOneAsync(
        ImmutableArray<GatewayAddress> addresses, LamellaClientOptions options, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(options.ConnectTimeout, options.TimeProvider);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        IHost? host = null;
        try
        {
            var gateways = await ResolveAsync(addresses, both.Token).ConfigureAwait(false);
            host = Build(gateways, options, both.Token);
            await host.StartAsync(both.Token).ConfigureAwait(false);
            return host;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            host?.Dispose();
            throw new LamellaException(
                LamellaErrorCode.Unavailable,
                $"Nothing answers at {Format(addresses)}: start a silo there with 'lamella serve', or check the address.",
                path: Format(addresses),
                innerException: exception);
        }
        catch
        {
            host?.Dispose();
            throw;
        }
    }

    private static IHost Build(IPEndPoint[] gateways, LamellaClientOptions options, CancellationToken giveUp)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.UseOrleansClient(client => client
            .UseStaticClustering(gateways)
            .Configure<GatewayOptions>(lost => lost.GatewayListRefreshPeriod = RetryLostAfter)
            .AddNoticeStreams(ViewerStreams.ProviderName)
            .UseConnectionRetryFilter((_, _) => RetryConnectionAsync(giveUp))
            .Configure<ClusterOptions>(cluster =>
            {
                cluster.ClusterId = options.ClusterId;
                cluster.ServiceId = options.ServiceId;
            })
            .Configure<ClientMessagingOptions>(messaging => messaging.ResponseTimeout = options.ResponseTimeout));
        return builder.Build();
    }

    private static async Task<bool> RetryConnectionAsync(CancellationToken giveUp)
    {
        try
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), giveUp).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static async Task<IPEndPoint[]> ResolveAsync(
        ImmutableArray<GatewayAddress> addresses, CancellationToken cancellationToken)
    {
        var found = new List<IPEndPoint>();
        SocketException? unknown = null;
        foreach (var address in addresses)
        {
            try
            {
                found.Add(await ResolveAsync(address, cancellationToken).ConfigureAwait(false));
            }
            catch (SocketException exception)
            {
                unknown = exception;
            }
        }

        return found.Count > 0 || unknown is null ? [.. found] : throw unknown;
    }

    private static async Task<IPEndPoint> ResolveAsync(GatewayAddress address, CancellationToken cancellationToken)
    {
        var found = IPAddress.TryParse(address.Host.Trim('[', ']'), out var literal)
            ? [literal]
            : await Dns.GetHostAddressesAsync(address.Host, cancellationToken).ConfigureAwait(false);
        var chosen = found.FirstOrDefault(ip => ip.AddressFamily == AddressFamily.InterNetwork) ?? found[0];
        return new IPEndPoint(chosen, address.Port);
    }

    private static string Format(ImmutableArray<GatewayAddress> addresses) => string.Join(',', addresses);
}
