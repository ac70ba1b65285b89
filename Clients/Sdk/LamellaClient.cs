using Lamella.Contracts.Errors;
using Lamella.Contracts.Grains;
using Lamella.Contracts.Layers;
using Lamella.Contracts.Monitoring;
using Lamella.Contracts.Viewers;
using Lamella.Sdk.Connections;

namespace Lamella.Sdk;

/// <summary>
/// A connection to Lamella, over the network or within the silo's own process. Safe for concurrent use; one is enough
/// for a process.
/// </summary>
public sealed class LamellaClient : IAsyncDisposable
{
    private readonly ILane _lane;
    private readonly Retry _retry;

    private LamellaClient(ILane lane, LamellaClientOptions options)
    {
        _lane = lane;
        Options = options;
        _retry = new Retry(options, lane.Address);
    }

    /// <summary>Where the service is, as <c>host:port</c>, or <c>this process</c>.</summary>
    public string Address => _lane.Address;

    /// <summary>How it was connected.</summary>
    public LamellaClientOptions Options { get; }

    /// <summary>Connects to the gateway of a silo, or to those of several silos of one cluster.</summary>
    /// <param name="address">
    /// <c>host:port</c> of the silo's gateway; the port is 30000 where it is left out. Several are separated by commas: when
    /// one silo is lost, the client goes on by the others.
    /// </param>
    /// <param name="options">How; null takes the defaults.</param>
    /// <param name="cancellationToken">Stops connecting.</param>
    /// <exception cref="LamellaException">
    /// <see cref="LamellaErrorCode.Unavailable"/>: nobody answers there. <see cref="LamellaErrorCode.InvalidArgument"/>: not an address.
    /// </exception>
    public static async Task<LamellaClient> ConnectAsync(
        string address, LamellaClientOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new LamellaClientOptions();
        var lane = await RemoteLane.ConnectAsync(GatewayAddress.ParseAll(address), options, cancellationToken).ConfigureAwait(false);
        return new LamellaClient(lane, options);
    }

    /// <summary>
    /// Uses the silo that runs in this process: calls are direct and pixels are not copied. Disposing the client leaves
    /// the silo running.
    /// </summary>
    /// <param name="services">The services of the silo's host, or of a host with an Orleans client.</param>
    /// <param name="options">How; null takes the defaults.</param>
    public static LamellaClient FromServices(IServiceProvider services, LamellaClientOptions? options = null) =>
        new(new LocalLane(services), options ?? new LamellaClientOptions());

    /// <summary>A handle on a viewer, which comes into being with the first change made to it. Costs nothing.</summary>
    /// <param name="id">The viewer; null makes a new one.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.InvalidArgument"/>: no viewer can have that id.</exception>
    public Viewer OpenViewer(ViewerId? id = null) => new(id ?? ViewerId.New(), _lane, _retry, Options);

    /// <summary>Tells what a source holds, as the silo sees it, without reading any pixel.</summary>
    /// <param name="uri">A path or URI that the silo can open.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="LamellaException">The source cannot be opened, or the service is unavailable.</exception>
    public async Task<ImageInfo> GetImageInfoAsync(string uri, CancellationToken cancellationToken = default) =>
        (await LookUpAsync((grain, lookUp, token) => grain.GetInfo(uri, lookUp, token), cancellationToken).ConfigureAwait(false))!;

    /// <summary>Tells what kind of layer a source makes, as the silo sees it: by its format and, of tables, by their columns.</summary>
    /// <param name="uri">A path or URI that the silo can open.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="LamellaException">The source cannot be read, or the service is unavailable.</exception>
    public async Task<LayerKind> GetLayerKindAsync(string uri, CancellationToken cancellationToken = default) =>
        (await LookUpAsync((grain, lookUp, token) => grain.GetKind(uri, lookUp, token), cancellationToken).ConfigureAwait(false))!.Value;

    /// <summary>Tells how the cluster is doing: what all its silos gathered by themselves, since each began.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="LamellaException">The service is unavailable.</exception>
    public Task<ClusterReport> GetClusterReportAsync(CancellationToken cancellationToken = default) =>
        _retry.RunAsync(
            token => _lane.Notices.GetGrain<IMonitorGrain>(0).GetReport(token), cancellationToken);

    /// <summary>Closes the connection. Viewers live on.</summary>
    public ValueTask DisposeAsync() => _lane.DisposeAsync();

    /// <summary>Asks until the answer is known, for as long as the caller waits.</summary>
    private async Task<T> LookUpAsync<T>(Func<IImageInfoGrain, Guid, CancellationToken, Task<T>> ask, CancellationToken cancellationToken)
    {
        var (grain, lookUp) = (_lane.Notices.GetGrain<IImageInfoGrain>(0), Guid.NewGuid());
        while (true)
        {
            if (await _retry.RunAsync(token => ask(grain, lookUp, token), cancellationToken).ConfigureAwait(false) is { } answer)
            {
                return answer;
            }
        }
    }
}
