using System.ComponentModel.DataAnnotations;
using System.Net;
using System.Net.Sockets;
using Lamella.Contracts.Errors;
using Polly;
using Polly.Retry;

namespace Lamella.Engine.Arrays.Stores.Http;

/// <summary>
/// The connections that all HTTP stores of a process share, with their policy and patience. Create one, and keep it.
/// Safe for concurrent use.
/// </summary>
public sealed class HttpTransport : IDisposable
{
    private static readonly HttpRequestOptionsKey<bool> MayBePrivate = new("lamella.may-be-private");

    private readonly HttpMessageInvoker _invoker;

    /// <summary>Creates a transport.</summary>
    /// <param name="policy">What may be opened.</param>
    /// <param name="options">Patience and limits; null for the defaults.</param>
    /// <param name="timeProvider">By whose clock waits pass; null for the system's.</param>
    /// <exception cref="ValidationException">An option is out of its range.</exception>
    public HttpTransport(RemoteAccessPolicy policy, HttpStoreOptions? options = null, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(policy);
        Policy = policy;
        Options = options ?? new HttpStoreOptions();
        Validator.ValidateObject(Options, new ValidationContext(Options), validateAllProperties: true);
        TimeProvider = timeProvider ?? TimeProvider.System;
        _invoker = new HttpMessageInvoker(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = Options.ConnectTimeout,
            ConnectCallback = ConnectAsync,
            MaxConnectionsPerServer = Options.ConnectionsPerHost,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            UseCookies = false,
            UseProxy = false,
        });
        Retry = CreateRetry();
    }

    internal RemoteAccessPolicy Policy { get; }

    internal HttpStoreOptions Options { get; }

    internal TimeProvider TimeProvider { get; }

    internal ResiliencePipeline Retry { get; }

    /// <inheritdoc/>
    public void Dispose() => _invoker.Dispose();

    /// <summary>Sends a request, following redirects as far as the policy goes, until the response's headers are there.</summary>
    /// <param name="create">Makes the request; again for each redirect.</param>
    /// <param name="uri">Where to.</param>
    /// <param name="signer">Signs requests to the first host only; null for none.</param>
    /// <param name="trustsHost">Whether the first host may have a private address: typed by the user, or listed.</param>
    /// <param name="cancellationToken">Closes the request.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.NotAllowed"/>; <see cref="LamellaErrorCode.StoreFailed"/>: too many redirects.</exception>
    internal async Task<HttpResponseMessage> SendAsync(
        Func<Uri, HttpRequestMessage> create, Uri uri, IRequestSigner? signer, bool trustsHost, CancellationToken cancellationToken)
    {
        var host = uri.IdnHost;
        for (var redirects = 0; ; redirects++)
        {
            using var request = create(uri);
            request.Headers.AcceptEncoding.ParseAdd("identity");
            var isOwnHost = string.Equals(uri.IdnHost, host, StringComparison.OrdinalIgnoreCase);
            request.Options.Set(MayBePrivate, (isOwnHost && trustsHost) || Policy.Names(uri.IdnHost));
            if (isOwnHost)
            {
                signer?.Sign(request);
            }

            var response = await _invoker.SendAsync(request, cancellationToken).ConfigureAwait(false);
            if ((int)response.StatusCode is not (301 or 302 or 303 or 307 or 308) || response.Headers.Location is not { } location)
            {
                return response;
            }

            response.Dispose();
            uri = Follow(uri, location, redirects);
        }
    }

    private Uri Follow(Uri from, Uri location, int redirects)
    {
        var shown = RemoteUri.WithoutSecrets(from);
        if (redirects >= Options.MaxRedirects)
        {
            throw new LamellaException(
                LamellaErrorCode.StoreFailed, $"{shown} redirects more than {Options.MaxRedirects} times.", shown);
        }

        var to = new Uri(from, location);
        if (to.Scheme is not ("http" or "https") || (from.Scheme == "https" && to.Scheme == "http"))
        {
            throw new LamellaException(
                LamellaErrorCode.NotAllowed, $"{shown} redirects to {to.Scheme}, which is not followed from {from.Scheme}.", shown);
        }

        Policy.Demand(to);
        return to;
    }

    /// <summary>Connects to an address that the policy permits: the name is resolved here, so that what was checked is what is used.</summary>
    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var host = context.DnsEndPoint.Host;
        var addresses = await Dns.GetHostAddressesAsync(host, cancellationToken).ConfigureAwait(false);
        var mayBePrivate = context.InitialRequestMessage.Options.TryGetValue(MayBePrivate, out var may) && may;
        var permitted = mayBePrivate ? addresses : Array.FindAll(addresses, static address => !RemoteAccessPolicy.IsPrivate(address));
        if (permitted.Length == 0)
        {
            throw new LamellaException(
                LamellaErrorCode.NotAllowed,
                $"{host} has only private addresses ({string.Join(", ", addresses.AsEnumerable())}). Name the host in the allow-list to permit them.",
                host);
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(permitted, context.DnsEndPoint.Port, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private ResiliencePipeline CreateRetry()
    {
        if (Options.Retries == 0)
        {
            return ResiliencePipeline.Empty;
        }

        return new ResiliencePipelineBuilder { TimeProvider = TimeProvider }
            .AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = new PredicateBuilder().Handle<TransientHttpException>(
                    exception => exception.RetryAfter is not { } wait || wait <= Options.MaxRetryAfter),
                MaxRetryAttempts = Options.Retries,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = Options.RetryDelay,
                DelayGenerator = static arguments => new ValueTask<TimeSpan?>(
                    (arguments.Outcome.Exception as TransientHttpException)?.RetryAfter),
            })
            .Build();
    }
}
