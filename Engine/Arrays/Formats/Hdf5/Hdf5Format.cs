using System.Collections.Immutable;
using System.Globalization;
using Lamella.Contracts.Arrays;
using Lamella.Contracts.Errors;
using Lamella.Contracts.Geometry;
using Lamella.Engine.Arrays.Formats.Flat;
using PureHDF.VOL.Native;

namespace Lamella.Engine.Arrays.Formats.Hdf5;

/// <summary>HDF5 files on local disks: a dataset by its path inside, or the only one.</summary>
public sealed class Hdf5Format : IImageFormat
{
    private static readonly ImmutableArray<string> Suffixes = [".h5", ".hdf5", ".he5", ".hdf", ".ims"];

    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'H', (byte)'D', (byte)'F', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <inheritdoc/>
    public string Name => "HDF5";

    /// <inheritdoc/>
    public string LooksFor => "a file that begins with \\x89HDF";

    /// <inheritdoc/>
    public ValueTask<bool> MatchesContentAsync(ImageSource source, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        return new ValueTask<bool>(source.Head.Span.StartsWith(Signature));
    }

    /// <inheritdoc/>
    public bool MatchesName(ImageSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return source.IsFile && Suffixes.Any(suffix => source.Name.EndsWith(suffix, StringComparison.OrdinalIgnoreCase));
    }

    /// <inheritdoc/>
    public async ValueTask<OpenedImage> OpenAsync(ImageSource source, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (source.LocalPath is not { } localPath)
        {
            throw new LamellaException(
                LamellaErrorCode.Unsupported, $"{source.Uri}: HDF5 is read from local files only; copy it here.", source.Uri);
        }

        // PureHDF reads files synchronously.
        return await Task.Run(() => Open(source, localPath), cancellationToken).ConfigureAwait(false);
    }

    private static OpenedImage Open(ImageSource source, string localPath)
    {
        var fileUri = source.InnerPath.Length > 0 && source.Uri.EndsWith($"/{source.InnerPath}", StringComparison.Ordinal)
            ? source.Uri[..^(source.InnerPath.Length + 1)]
            : source.Uri;
        var file = Hdf5File.Open(localPath, fileUri);
        var catalog = new Hdf5Catalog(file);
        var found = catalog.Find(source.InnerPath);
        var all = catalog.Datasets(file.Root, string.Empty);
        var innerPath = source.InnerPath;
        if (found is NativeGroup group)
        {
            var prefix = innerPath.Length > 0 ? $"{innerPath}/" : string.Empty;
            innerPath = Choose(source, catalog.Datasets(group, prefix));
            found = catalog.Find(innerPath);
        }

        if (found is not NativeDataset dataset)
        {
            throw new LamellaException(LamellaErrorCode.NotFound, $"{source.Uri} is no dataset.", source.Uri);
        }

        var path = $"{fileUri}/{innerPath}";
        var array = Hdf5File.Guard(
            path,
            LamellaErrorCode.InvalidMetadata,
            () => new Hdf5Array(file, dataset, path, $"{FlatImage.Identity(source)}/{innerPath}", source.Limits));
        var rank = array.Metadata.Rank;
        var scale = Hdf5ElementSize.Find(dataset, rank);
        return new OpenedImage
        {
            Uri = source.Uri,
            Levels = [array],
            Axes = [.. Enumerable.Range(0, rank).Select(axis => scale is null
                ? new ImageAxis(string.Create(CultureInfo.InvariantCulture, $"dim_{axis}"), null, null)
                : AxisNames.Axis("zyx"[axis].ToString(), "micrometer"))],
            LevelTransforms = [scale is null ? AffineTransform.Identity(rank) : AffineTransform.FromScaleTranslate(scale, new double[rank])],
            Format = "HDF5",
            Related = [.. all.Where(other => other != innerPath)],
        };
    }

    private static string Choose(ImageSource source, ImmutableArray<string> datasets) => datasets.Length switch
    {
        1 => datasets[0],
        0 => throw new LamellaException(LamellaErrorCode.NotFound, $"{source.Uri} holds no dataset of numbers.", source.Uri),
        var count => throw new LamellaException(
            LamellaErrorCode.NotFound,
            $"{source.Uri} holds {count} datasets; open one of {string.Join(", ", datasets)} as a path inside it.",
            source.Uri),
    };
}
