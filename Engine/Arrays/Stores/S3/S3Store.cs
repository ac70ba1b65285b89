using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using System.Xml;
using System.Xml.Linq;
using Lamella.Contracts.Errors;
using Lamella.Engine.Arrays.Stores.Http;

namespace Lamella.Engine.Arrays.Stores.S3;

/// <summary>Values beneath a prefix of a bucket, in Amazon S3 or any service that speaks its protocol, anonymous or signed.</summary>
public sealed class S3Store : IStore
{
    private const int MaxListingBytes = 16 << 20;

    /// <summary>Pages of 1,000 entries each.</summary>
    private const int MaxListingPages = 100;

    private readonly HttpStore _http;
    private readonly HttpStore _bucket;
    private readonly string _prefix;

    /// <summary>Creates a store.</summary>
    /// <param name="transport">The connections; outlives the store.</param>
    /// <param name="uri"><c>s3://bucket/prefix</c>.</param>
    /// <param name="options">Where the buckets are, and who asks.</param>
    /// <exception cref="LamellaException">
    /// <see cref="LamellaErrorCode.NotAllowed"/>: the transport's policy permits neither the s3 URI nor the one it stands for;
    /// <see cref="LamellaErrorCode.InvalidArgument"/>: no bucket.
    /// </exception>
    /// <exception cref="ValidationException">An option is out of its range.</exception>
    public S3Store(HttpTransport transport, Uri uri, S3StoreOptions options)
    {
        ArgumentNullException.ThrowIfNull(transport);
        ArgumentNullException.ThrowIfNull(uri);
        ArgumentNullException.ThrowIfNull(options);
        Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true);
        if (uri.Scheme != "s3" || uri.Host.Length == 0)
        {
            throw new LamellaException(LamellaErrorCode.InvalidArgument, $"{uri} names no bucket; write s3://bucket/path.", uri.ToString());
        }

        var bucket = BucketUri(uri.Host, options);
        _prefix = StoreKey.Parse(System.Uri.UnescapeDataString(uri.AbsolutePath.Trim('/'))).Value;
        var root = RemoteUri.Beneath(bucket, StoreKey.Parse(_prefix));
        if (!transport.Policy.Allows(uri))
        {
            transport.Policy.Demand(root);
        }

        // Whoever configured an endpoint has named that host.
        var signer = options.HasCredentials ? new S3Signer(options, transport.TimeProvider) : null;
        _http = new HttpStore(transport, root, signer, trustsHost: options.Endpoint is not null);
        _bucket = new HttpStore(transport, bucket, signer, trustsHost: options.Endpoint is not null);
        Uri = RemoteUri.WithoutSecrets(uri);
    }

    /// <inheritdoc/>
    public string Uri { get; }

    /// <inheritdoc/>
    public string Kind => "s3";

    /// <inheritdoc/>
    public bool CanList => true;

    /// <inheritdoc/>
    public ValueTask<StoreValue?> GetAsync(StoreKey key, int maxLength, CancellationToken cancellationToken) =>
        _http.GetAsync(key, maxLength, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<StoreValue?> GetRangeAsync(StoreKey key, ByteRange range, CancellationToken cancellationToken) =>
        _http.GetRangeAsync(key, range, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<long?> GetLengthAsync(StoreKey key, CancellationToken cancellationToken) =>
        _http.GetLengthAsync(key, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<ImmutableArray<StoreEntry>> ListAsync(StoreKey key, CancellationToken cancellationToken)
    {
        var prefix = string.Join('/', new[] { _prefix, key.Value }.Where(static part => part.Length > 0));
        prefix = prefix.Length > 0 ? prefix + "/" : prefix;
        var entries = new SortedDictionary<string, bool>(StringComparer.Ordinal);
        string? token = null;
        for (var page = 0; page < MaxListingPages; page++)
        {
            var query = $"delimiter=%2F&list-type=2&prefix={System.Uri.EscapeDataString(prefix)}"
                + (token is null ? string.Empty : $"&continuation-token={System.Uri.EscapeDataString(token)}");
            using var listing = await _bucket.RequestAsync(
                StoreKey.Root,
                range: null,
                (body, stop) => body.ReadWholeAsync(
                    MaxListingBytes, () => StoreErrors.TooLong(this, key, body.Length ?? MaxListingBytes + 1L, MaxListingBytes), stop),
                cancellationToken,
                query).ConfigureAwait(false);
            token = listing is null ? null : Read(listing, prefix, entries);
            if (token is null)
            {
                return [.. entries.Select(static entry => new StoreEntry(entry.Key, entry.Value))];
            }
        }

        throw new LamellaException(
            LamellaErrorCode.LimitExceeded, $"{Uri}/{key} has more than {MaxListingPages * 1000} entries; name the array's path.", $"{Uri}/{key}");
    }

    /// <summary>Reads a page of ListObjectsV2.</summary>
    /// <returns>The token of the next page, or null.</returns>
    private string? Read(StoreValue listing, string prefix, SortedDictionary<string, bool> entries)
    {
        try
        {
            using var reader = XmlReader.Create(
                new MemoryStream(listing.Bytes.ToArray()),
                new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            var root = XDocument.Load(reader).Root!;
            foreach (var element in root.Elements())
            {
                var isPrefix = element.Name.LocalName == "CommonPrefixes";
                var value = isPrefix || element.Name.LocalName == "Contents"
                    ? element.Elements().FirstOrDefault(child => child.Name.LocalName == (isPrefix ? "Prefix" : "Key"))?.Value
                    : null;
                if (value is not null && value.StartsWith(prefix, StringComparison.Ordinal) && value.Length > prefix.Length)
                {
                    entries[value[prefix.Length..].TrimEnd('/')] = isPrefix;
                }
            }

            return root.Elements().FirstOrDefault(static element => element.Name.LocalName == "NextContinuationToken")?.Value;
        }
        catch (XmlException exception)
        {
            throw new LamellaException(
                LamellaErrorCode.StoreFailed, $"{Uri} could not be listed: the answer is no XML: {exception.Message}", Uri, innerException: exception);
        }
    }

    private static Uri BucketUri(string bucket, S3StoreOptions options)
    {
        var service = options.Endpoint ?? new Uri($"https://s3.{options.Region}.amazonaws.com");
        var inPath = options.PathStyle ?? (options.Endpoint is not null || bucket.Contains('.', StringComparison.Ordinal));
        return inPath
            ? new UriBuilder(service) { Path = $"{service.AbsolutePath.TrimEnd('/')}/{bucket}/" }.Uri
            : new UriBuilder(service) { Host = $"{bucket}.{service.Host}" }.Uri;
    }
}
