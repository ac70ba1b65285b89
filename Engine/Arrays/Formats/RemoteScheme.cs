using System.Collections.Frozen;
using Lamella.Contracts.Errors;
using Lamella.Engine.Arrays.Stores;
using Lamella.Engine.Arrays.Stores.Http;
using Lamella.Engine.Arrays.Stores.S3;

namespace Lamella.Engine.Arrays.Formats;

/// <summary>
/// <c>http</c>, <c>https</c> and <c>s3</c> URIs. A server does not say what is a folder: what can be read under its own
/// URL is a file, anything else is taken for a folder, unless a part of the path is named like a file that holds others.
/// </summary>
/// <param name="transport">The connections and their policy; outlives the scheme.</param>
/// <param name="s3">Where buckets are, and who asks; null for Amazon's, anonymously.</param>
/// <param name="limits">Bounds on what the content may make this process allocate; null for the default.</param>
public sealed class RemoteScheme(HttpTransport transport, S3StoreOptions? s3 = null, ArrayLimits? limits = null) : ISourceScheme
{
    private static readonly FrozenSet<string> Containers =
        FrozenSet.ToFrozenSet([".zip", ".ozx", ".h5", ".hdf5", ".hdf", ".nc", ".npz"], StringComparer.OrdinalIgnoreCase);

    /// <summary>What is named like this is a folder, wherever it lies, with all that is in it: nothing has to be asked.</summary>
    private static readonly FrozenSet<string> Folders = FrozenSet.ToFrozenSet([".zarr", ".n5"], StringComparer.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public bool Handles(string uri)
    {
        ArgumentNullException.ThrowIfNull(uri);
        return uri.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
            || uri.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
            || uri.StartsWith("s3://", StringComparison.OrdinalIgnoreCase);
    }

    /// <inheritdoc/>
    public async ValueTask<ImageSource> LocateAsync(string uri, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(uri, UriKind.Absolute, out var location))
        {
            throw new LamellaException(LamellaErrorCode.InvalidArgument, $"{uri} is no valid URI.", uri);
        }

        // Checked here once more than in the stores, so that nothing is asked of a host that may not be opened.
        if (location.Scheme != "s3")
        {
            transport.Policy.Demand(location);
        }

        var segments = location.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (!location.AbsolutePath.EndsWith('/') && !IsWithinFolder(segments))
        {
            for (var used = segments.Length; used > 0; used--)
            {
                if ((used == segments.Length || Containers.Contains(Path.GetExtension(segments[used - 1])))
                    && await TryFileAsync(location, segments, used, cancellationToken).ConfigureAwait(false) is { } file)
                {
                    return file;
                }
            }
        }

        var folder = CreateStore(location);
        return new ImageSource
        {
            Uri = folder.Uri,
            Store = folder,
            Name = segments.Length > 0 ? Uri.UnescapeDataString(segments[^1]) : location.Host,
            Limits = limits ?? ArrayLimits.Default,
        };
    }

    private static bool IsWithinFolder(string[] segments) =>
        Array.Exists(segments, static segment => Folders.Contains(Path.GetExtension(segment)))
        && !Array.Exists(segments, static segment => Containers.Contains(Path.GetExtension(segment)));

    private async ValueTask<ImageSource?> TryFileAsync(Uri location, string[] segments, int used, CancellationToken cancellationToken)
    {
        var parent = new UriBuilder(location) { Path = string.Join('/', segments[..(used - 1)]) }.Uri;
        var name = Uri.UnescapeDataString(segments[used - 1]);
        var store = CreateParentStore(location, parent);
        var key = StoreKey.Parse(name);
        using var head = await store.GetRangeAsync(key, ByteRange.At(0, ImageSource.HeadLength), cancellationToken).ConfigureAwait(false);
        if (head is null || LooksLikeListing(head.Bytes.Span))
        {
            return null;
        }

        return new ImageSource
        {
            Uri = RemoteUri.WithoutSecrets(location),
            Store = store,
            Key = key,
            InnerPath = string.Join('/', segments[used..].Select(Uri.UnescapeDataString)),
            Head = head.Bytes.ToArray(),
            Length = await store.GetLengthAsync(key, cancellationToken).ConfigureAwait(false) ?? 0,
            Name = name,
            Limits = limits ?? ArrayLimits.Default,
        };
    }

    private IStore CreateStore(Uri location) => location.Scheme == "s3"
        ? new S3Store(transport, location, s3 ?? new S3StoreOptions())
        : new HttpStore(transport, location);

    /// <summary>A file's folder need not be allowed for the file to be: only the file is asked of it.</summary>
    private IStore CreateParentStore(Uri location, Uri parent) => location.Scheme == "s3"
        ? new S3Store(transport, parent, s3 ?? new S3StoreOptions())
        : new HttpStore(transport, parent, signer: null, trustsHost: transport.Policy.IsOpen);

    /// <summary>Plain servers answer for a folder with a page that lists it; no image begins like one.</summary>
    private static bool LooksLikeListing(ReadOnlySpan<byte> head)
    {
        var start = head.TrimStart(" \t\r\n\ufeff"u8);
        return start.StartsWith("<!"u8) || start.StartsWith("<html"u8) || start.StartsWith("<HTML"u8);
    }
}
