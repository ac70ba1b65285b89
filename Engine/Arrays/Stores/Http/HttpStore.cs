using System.Collections.Immutable;
using System.Globalization;
using System.Net.Http.Headers;
using Lamella.Contracts.Errors;

namespace Lamella.Engine.Arrays.Stores.Http;

/// <summary>
/// Values beneath an http or https URL, read with range requests. 404 is an absent value; every other answer than
/// success, and every answer that contradicts itself, is a failure. What may pass is repeated, with growing waits, a few
/// times; cancelling closes the request.
/// </summary>
public sealed class HttpStore : IStore
{
    private readonly HttpTransport _transport;
    private readonly IRequestSigner? _signer;
    private readonly Uri _root;
    private readonly bool _trustsHost;

    /// <summary>Creates a store.</summary>
    /// <param name="transport">The connections; outlives the store.</param>
    /// <param name="root">Absolute, http or https; a query is kept for every request.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.NotAllowed"/>: the transport's policy does not permit the root.</exception>
    public HttpStore(HttpTransport transport, Uri root)
        : this(transport, root, signer: null, trustsHost: false)
    {
        transport.Policy.Demand(root);
    }

    internal HttpStore(HttpTransport transport, Uri root, IRequestSigner? signer, bool trustsHost)
    {
        ArgumentNullException.ThrowIfNull(transport);
        ArgumentNullException.ThrowIfNull(root);
        _transport = transport;
        _root = root;
        _signer = signer;
        _trustsHost = trustsHost || transport.Policy.IsOpen || transport.Policy.Names(root.IdnHost);
        Uri = RemoteUri.WithoutSecrets(root);
    }

    /// <inheritdoc/>
    public string Uri { get; }

    /// <inheritdoc/>
    public string Kind => "http";

    /// <inheritdoc/>
    public bool CanList => false;

    /// <inheritdoc/>
    public ValueTask<StoreValue?> GetAsync(StoreKey key, int maxLength, CancellationToken cancellationToken) =>
        RequestAsync(
            key,
            range: null,
            (body, token) => body.ReadWholeAsync(
                maxLength, () => StoreErrors.TooLong(this, key, body.Length ?? maxLength + 1L, maxLength), token),
            cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<StoreValue?> GetRangeAsync(StoreKey key, ByteRange range, CancellationToken cancellationToken)
    {
        if (range.Length == 0)
        {
            return await GetLengthAsync(key, cancellationToken).ConfigureAwait(false) is null ? null : StoreValue.Rent(0);
        }

        return await RequestAsync(
            key, range, (body, token) => body.ReadRangeAsync(range, _transport.Options.MaxSkippedBytes, token), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<long?> GetLengthAsync(StoreKey key, CancellationToken cancellationToken)
    {
        var length = default(long?);
        using var first = await RequestAsync(
            key,
            ByteRange.At(0, 1),
            (body, _) =>
            {
                length = body.TotalLength ?? throw body.Contradiction("does not say how long the value is");
                return new ValueTask<StoreValue>(StoreValue.Rent(0));
            },
            cancellationToken).ConfigureAwait(false);
        return first is null ? null : length;
    }

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<StoreEntry>> ListAsync(StoreKey key, CancellationToken cancellationToken) =>
        throw StoreErrors.CannotList(this, key);

    /// <summary>One request with all its repetitions.</summary>
    /// <param name="key">Which value.</param>
    /// <param name="range">Which part; null for all.</param>
    /// <param name="read">Reads the body of a successful response.</param>
    /// <param name="cancellationToken">Closes the request.</param>
    /// <param name="query">Put in place of the root's query; null to keep it.</param>
    internal async ValueTask<StoreValue?> RequestAsync(
        StoreKey key,
        ByteRange? range,
        Func<HttpBody, CancellationToken, ValueTask<StoreValue>> read,
        CancellationToken cancellationToken,
        string? query = null)
    {
        var uri = RemoteUri.Beneath(_root, key);
        uri = query is null ? uri : new UriBuilder(uri) { Query = query }.Uri;
        try
        {
            return await _transport.Retry.ExecuteAsync(
                token => AttemptAsync(uri, range, read, token), cancellationToken).ConfigureAwait(false);
        }
        catch (TransientHttpException exception)
        {
            var wait = exception.RetryAfter is { } asked && asked > _transport.Options.MaxRetryAfter
                ? string.Create(CultureInfo.InvariantCulture, $" The server asks to wait {asked.TotalSeconds:0} s, more than the {_transport.Options.MaxRetryAfter.TotalSeconds:0} s allowed.")
                : string.Create(CultureInfo.InvariantCulture, $" Asked {_transport.Options.Retries + 1} times.");
            var shown = RemoteUri.WithoutSecrets(uri);
            throw new LamellaException(
                LamellaErrorCode.StoreFailed, $"{shown} could not be read: {exception.Message}.{wait}", shown, innerException: exception);
        }
    }

    private async ValueTask<StoreValue?> AttemptAsync(
        Uri uri, ByteRange? range, Func<HttpBody, CancellationToken, ValueTask<StoreValue>> read, CancellationToken cancellationToken)
    {
        using var guard = new StallGuard(_transport.Options.StallTimeout, _transport.TimeProvider, cancellationToken);
        try
        {
            using var response = await _transport.SendAsync(
                to => CreateRequest(to, range), uri, _signer, _trustsHost, guard.Token).ConfigureAwait(false);
            var body = new HttpBody(response, RemoteUri.WithoutSecrets(uri), guard);
            return body.IsAbsent ? null
                : await read(
                    body.IsBeyondTheEnd(range) ? body : body.RequireSuccess(_transport.TimeProvider), guard.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TransientHttpException(guard.HasExpired
                ? string.Create(CultureInfo.InvariantCulture, $"nothing came for {_transport.Options.StallTimeout.TotalSeconds:0.###} s")
                : "the connection could not be made in time");
        }
        catch (HttpRequestException exception) when (exception.InnerException is LamellaException refused)
        {
            throw refused;
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw new TransientHttpException(exception.Message.TrimEnd('.'), retryAfter: null, exception);
        }
    }

    private static HttpRequestMessage CreateRequest(Uri uri, ByteRange? range)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, uri);
        if (range is { } part)
        {
            request.Headers.Range = part.IsSuffix
                ? new RangeHeaderValue(null, part.Length)
                : new RangeHeaderValue(part.Offset, part.Offset + part.Length - 1);
        }

        return request;
    }
}
