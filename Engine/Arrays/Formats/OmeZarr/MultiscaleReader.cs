using System.Collections.Immutable;
using Lamella.Contracts.Arrays;
using Lamella.Contracts.Errors;
using Lamella.Engine.Arrays.Formats.Zarr;
using Lamella.Engine.Arrays.Formats.Zarr.Metadata;
using Lamella.Engine.Arrays.Stores;

namespace Lamella.Engine.Arrays.Formats.OmeZarr;

/// <summary>Opens an image of several resolutions (OME-NGFF, "multiscales").</summary>
internal static class MultiscaleReader
{
    /// <summary>Opens an image.</summary>
    /// <param name="hierarchy">Where it lies.</param>
    /// <param name="group">Its group.</param>
    /// <param name="ome">The OME-NGFF attributes of the group.</param>
    /// <param name="multiscales">The member of that name; its first image is opened.</param>
    /// <param name="uri">What the user opened.</param>
    /// <param name="cancellationToken">Aborts the reads.</param>
    /// <exception cref="LamellaException">The metadata is invalid, or no level can be opened.</exception>
    public static async ValueTask<OpenedImage> OpenAsync(
        ZarrHierarchy hierarchy, ZarrNode group, MetadataElement ome, MetadataElement multiscales, string uri, CancellationToken cancellationToken)
    {
        var images = multiscales.Items();
        var image = images.IsEmpty ? throw multiscales.Invalid("a list with an image") : images[0];
        var warnings = new List<string>();
        if (images.Length > 1)
        {
            warnings.Add($"{uri} describes {images.Length} images; the first is shown.");
        }

        var levels = await OpenLevelsAsync(hierarchy, group, image, warnings, cancellationToken).ConfigureAwait(false);
        var first = levels[0].Array.Metadata;
        var space = CoordinateSpace.Read(image, first.Rank, warnings);
        var version = Version(ome, image);
        return new OpenedImage
        {
            Uri = uri,
            Levels = [.. levels.Select(static level => level.Array)],
            Axes = space.Axes,
            LevelTransforms = [.. levels.Select(level => space.TransformOf(level.Dataset, level.Array.Metadata.Shape, first.Shape))],
            Channels = OmeroChannels.Read(ome, warnings),
            IsLabels = IsLabels(ome, uri, group, first),
            Format = $"OME-Zarr{(version is null ? "" : $" {version}")}, Zarr v{group.Version}",
            Related = await LabelsAsync(hierarchy, group, cancellationToken).ConfigureAwait(false),
            Warnings = [.. warnings],
        };
    }

    private static string? Version(MetadataElement ome, MetadataElement image) =>
        image.TryGet("version", out var version) || ome.TryGet("version", out version) ? version.AsStringOrNull() : null;

    private static bool IsLabels(MetadataElement ome, string uri, ZarrNode group, ArrayMetadata first) =>
        ome.TryGet("image-label", out _)
        || (first.DataType.IsInteger() && $"{uri}/{group.Path}".Contains("/labels/", StringComparison.Ordinal));

    private static async ValueTask<List<Level>> OpenLevelsAsync(
        ZarrHierarchy hierarchy, ZarrNode group, MetadataElement image, List<string> warnings, CancellationToken cancellationToken)
    {
        var levels = new List<Level>();
        LamellaException? failure = null;
        var datasets = image.Get("datasets").Items();
        hierarchy.Expect([.. Paths(group, datasets), group.Path.UncheckedAppend("labels")], cancellationToken);
        foreach (var dataset in datasets)
        {
            try
            {
                levels.Add(new Level(dataset, await OpenLevelAsync(hierarchy, group, dataset, levels, cancellationToken).ConfigureAwait(false)));
            }
            catch (LamellaException exception) when (exception.Code is not LamellaErrorCode.NotAllowed)
            {
                // One bad level costs one level, as long as there is another.
                failure ??= exception;
                warnings.Add($"a level is left out: {exception.Message}");
            }
        }

        return levels.Count > 0
            ? [.. levels.OrderByDescending(static level => level.Array.Metadata.Shape.Aggregate(1.0, static (all, extent) => all * extent))]
            : throw failure ?? image.Get("datasets").Invalid("a list with a dataset");
    }

    /// <summary>Where the levels lie, as far as their metadata are sound; what is unsound is told when a level is opened.</summary>
    private static IEnumerable<StoreKey> Paths(ZarrNode group, ImmutableArray<MetadataElement> datasets)
    {
        foreach (var dataset in datasets)
        {
            if (dataset.TryGet("path", out var path) && path.AsStringOrNull() is { } name && StoreKey.TryParse(name, out var key) && !key.IsRoot)
            {
                yield return group.Path.UncheckedAppend(key.Value);
            }
        }
    }

    private static async ValueTask<ZarrArray> OpenLevelAsync(
        ZarrHierarchy hierarchy, ZarrNode group, MetadataElement dataset, List<Level> levels, CancellationToken cancellationToken)
    {
        var path = dataset.Get("path");
        var node = await hierarchy.FindAsync(group.Path.Append(path.AsString()), cancellationToken).ConfigureAwait(false);
        if (node is not { IsArray: true })
        {
            throw path.Invalid("the path of an array", LamellaErrorCode.NotFound);
        }

        var array = hierarchy.OpenArray(node);
        if (levels.Count > 0 && levels[0].Array.Metadata is var first
            && (first.Rank != array.Metadata.Rank || first.DataType != array.Metadata.DataType))
        {
            throw path.Invalid($"a {first.Rank}-D array of {first.DataType.ZarrName()} like the other levels");
        }

        return array;
    }

    private static async ValueTask<ImmutableArray<string>> LabelsAsync(ZarrHierarchy hierarchy, ZarrNode group, CancellationToken cancellationToken)
    {
        var node = await hierarchy.FindAsync(group.Path.UncheckedAppend("labels"), cancellationToken).ConfigureAwait(false);
        if (node is null)
        {
            return [];
        }

        var ome = node.Attributes.TryGet("ome", out var inner) ? inner : node.Attributes;
        if (!ome.TryGet("labels", out var labels) || !labels.IsArray)
        {
            return [];
        }

        var parent = group.Path.UncheckedAppend("labels");
        var found = ImmutableArray.CreateBuilder<string>();
        ImmutableArray<string> names = [.. labels.Items().Select(static label => label.AsStringOrNull()).OfType<string>()];
        hierarchy.Expect(names.Where(static name => StoreKey.TryParse(name, out _)).Select(parent.Append), cancellationToken);
        foreach (var name in names)
        {
            var path = parent.Append(name);
            if (await hierarchy.FindAsync(path, cancellationToken).ConfigureAwait(false) is not null)
            {
                found.Add($"labels/{name}");
            }
        }

        return found.ToImmutable();
    }

    private readonly record struct Level(MetadataElement Dataset, ZarrArray Array);
}
