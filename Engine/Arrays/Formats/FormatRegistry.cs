using System.Collections.Immutable;
using Lamella.Contracts.Errors;
using Lamella.Engine.Arrays.Formats.Hdf5;
using Lamella.Engine.Arrays.Formats.N5;
using Lamella.Engine.Arrays.Formats.Nifti;
using Lamella.Engine.Arrays.Formats.Npy;
using Lamella.Engine.Arrays.Formats.Npz;
using Lamella.Engine.Arrays.Formats.Raw;
using Lamella.Engine.Arrays.Formats.Synthetic;
using Lamella.Engine.Arrays.Formats.Tiff;
using Lamella.Engine.Arrays.Formats.Zarr;
using Lamella.Engine.Arrays.Stores;

namespace Lamella.Engine.Arrays.Formats;

/// <summary>
/// Opens images: a scheme finds the source, the first format that knows its content opens it, and failing that the first
/// that knows its name. This is the one place where schemes and formats are registered.
/// </summary>
/// <param name="schemes">Asked in this order; the last should be the local file scheme, which handles every plain path.</param>
/// <param name="formats">Asked in this order.</param>
public sealed class FormatRegistry(IEnumerable<ISourceScheme> schemes, IEnumerable<IImageFormat> formats) : IImageOpener
{
    private readonly ImmutableArray<ISourceScheme> _schemes = [.. schemes];
    private readonly ImmutableArray<IImageFormat> _formats = [.. formats];

    /// <summary>The formats, in the order in which they are asked.</summary>
    public ImmutableArray<IImageFormat> Formats => _formats;

    /// <summary>Everything that Lamella reads from local paths, what needs no file, and what lies across a network where that is permitted.</summary>
    /// <param name="limits">Bounds on allocation; null for the default.</param>
    /// <param name="timeProvider">By whose clock a synthetic image's delay passes; null for the system's.</param>
    /// <param name="remote">What http, https and s3 URIs are located by; null where nothing remote may be opened.</param>
    public static FormatRegistry CreateDefault(
        ArrayLimits? limits = null, TimeProvider? timeProvider = null, RemoteScheme? remote = null)
    {
        var synthetic = new SyntheticFormat(timeProvider, limits);
        var local = new LocalScheme(limits ?? ArrayLimits.Default);
        return new(
            [synthetic, .. remote is null ? Array.Empty<ISourceScheme>() : [remote], new RawScheme(local), local],
            [
                synthetic, new RawFormat(), new ZarrFormat(), new N5Format(), new NpyFormat(), new TiffFormat(), new NiftiFormat(),
                new NpzFormat(), new Hdf5Format(),
            ]);
    }

    /// <inheritdoc/>
    public async ValueTask<OpenedImage> OpenAsync(string uri, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(uri);
        var source = await LocateAsync(uri, cancellationToken).ConfigureAwait(false);
        var format = await FindAsync(source, cancellationToken).ConfigureAwait(false);
        if (format is null && ZipStore.IsZip(source.Head.Span))
        {
            source = await EnterZipAsync(source, cancellationToken).ConfigureAwait(false);
            format = await FindAsync(source, cancellationToken).ConfigureAwait(false);
        }

        return await (format ?? throw NoFormat(source)).OpenAsync(source, cancellationToken).ConfigureAwait(false);
    }

    private LamellaException NoFormat(ImageSource source) => new(
        LamellaErrorCode.UnknownFormat,
        $"{source.Uri} is in no format that Lamella reads; looked for {string.Join("; ", _formats.Select(static f => $"{f.LooksFor} ({f.Name})"))}.",
        source.Uri);

    /// <summary>A zip is a folder. One that holds a single folder, as archivers make of a folder, is that folder.</summary>
    private static async ValueTask<ImageSource> EnterZipAsync(ImageSource source, CancellationToken cancellationToken)
    {
        var zip = await ZipStore.OpenAsync(source.Store, source.Key, source.Limits, cancellationToken).ConfigureAwait(false);
        var top = await zip.ListAsync(StoreKey.Root, cancellationToken).ConfigureAwait(false);
        var isWrapped = top.Length == 1 && top[0].IsPrefix;
        var inner = isWrapped && !$"{source.InnerPath}/".StartsWith($"{top[0].Name}/", StringComparison.Ordinal)
            ? $"{top[0].Name}/{source.InnerPath}"
            : source.InnerPath;
        return source with { Store = zip, Key = StoreKey.Root, InnerPath = inner.TrimEnd('/'), Head = default, LocalPath = null };
    }

    private ValueTask<ImageSource> LocateAsync(string uri, CancellationToken cancellationToken)
    {
        foreach (var scheme in _schemes)
        {
            if (scheme.Handles(uri))
            {
                return scheme.LocateAsync(uri, cancellationToken);
            }
        }

        throw new LamellaException(
            LamellaErrorCode.InvalidArgument, $"{uri} has a scheme that Lamella does not know; use a local path, file://, http(s):// or s3://.", uri);
    }

    private async ValueTask<IImageFormat?> FindAsync(ImageSource source, CancellationToken cancellationToken)
    {
        foreach (var format in _formats)
        {
            if (await format.MatchesContentAsync(source, cancellationToken).ConfigureAwait(false))
            {
                return format;
            }
        }

        return _formats.FirstOrDefault(format => format.MatchesName(source));
    }
}
