using System.Collections.Immutable;
using System.Globalization;
using Lamella.Contracts.Errors;
using Lamella.Engine.Arrays.Formats.Zarr;
using Lamella.Engine.Arrays.Formats.Zarr.Metadata;
using Lamella.Engine.Arrays.Stores;

namespace Lamella.Engine.Arrays.Formats.OmeZarr;

/// <summary>
/// Opens the groups that OME-NGFF describes: images (0.1 to 0.6), and collections of images, of which the first is shown
/// and all are listed: plates and wells, <c>bioformats2raw.layout</c> series, labels.
/// </summary>
internal static class OmeZarrReader
{
    /// <summary>Collections within collections: a plate's well's image is the deepest.</summary>
    private const int MaxDepth = 4;

    /// <summary>Series that are looked for where no list is given.</summary>
    private const int MaxSeries = 10_000;

    /// <summary>Opens a group; null where OME-NGFF does not describe it.</summary>
    /// <param name="hierarchy">Where it lies.</param>
    /// <param name="group">The group.</param>
    /// <param name="uri">What the user opened.</param>
    /// <param name="cancellationToken">Aborts the reads.</param>
    /// <exception cref="LamellaException">The metadata is invalid, or no image of it can be opened.</exception>
    public static ValueTask<OpenedImage?> TryOpenAsync(ZarrHierarchy hierarchy, ZarrNode group, string uri, CancellationToken cancellationToken) =>
        TryOpenAsync(hierarchy, group, uri, depth: 0, cancellationToken);

    private static async ValueTask<OpenedImage?> TryOpenAsync(
        ZarrHierarchy hierarchy, ZarrNode group, string uri, int depth, CancellationToken cancellationToken)
    {
        // 0.5 moved everything from the attributes into 'ome'.
        var ome = group.Attributes.TryGet("ome", out var inner) && inner.IsObject ? inner : group.Attributes;
        if (!ome.IsObject || depth > MaxDepth)
        {
            return null;
        }

        if (ome.TryGet("multiscales", out var multiscales))
        {
            return await MultiscaleReader.OpenAsync(hierarchy, group, ome, multiscales, uri, cancellationToken).ConfigureAwait(false);
        }

        var (kind, members) = await MembersAsync(hierarchy, group, ome, cancellationToken).ConfigureAwait(false);
        if (kind is null)
        {
            return null;
        }

        foreach (var member in members)
        {
            var node = await hierarchy.FindAsync(group.Path.Append(member), cancellationToken).ConfigureAwait(false);
            if (node is { IsArray: false }
                && await TryOpenAsync(hierarchy, node, uri, depth + 1, cancellationToken).ConfigureAwait(false) is { } image)
            {
                return image with
                {
                    Related = [.. members.Union(image.Related.Select(path => $"{member}/{path}"))],
                    Warnings = [$"{uri} is a {kind} of {members.Length}; '{member}' is shown.", .. image.Warnings],
                };
            }
        }

        throw new LamellaException(
            LamellaErrorCode.InvalidMetadata, $"{uri} is a {kind} of {members.Length}, none of which is an image.", uri, expected: "an image", got: "none");
    }

    private static async ValueTask<(string? Kind, ImmutableArray<string> Paths)> MembersAsync(
        ZarrHierarchy hierarchy, ZarrNode group, MetadataElement ome, CancellationToken cancellationToken)
    {
        if (ome.TryGet("plate", out var plate))
        {
            return ("plate of wells", Paths(plate.Get("wells")));
        }

        if (ome.TryGet("well", out var well))
        {
            return ("well of images", Paths(well.Get("images")));
        }

        if (ome.TryGet("labels", out var labels) && labels.IsArray)
        {
            return ("group of labels", [.. labels.Items().Select(static label => Checked(label, label.AsString()))]);
        }

        return ome.TryGet("bioformats2raw.layout", out _)
            ? ("bioformats2raw collection", await SeriesAsync(hierarchy, group.Path, cancellationToken).ConfigureAwait(false))
            : (null, []);
    }

    private static ImmutableArray<string> Paths(MetadataElement list) =>
        [.. list.Items().Select(static item => Checked(item, item.Get("path").AsString()))];

    private static string Checked(MetadataElement element, string path)
    {
        try
        {
            return StoreKey.Parse(path).Value;
        }
        catch (LamellaException exception) when (exception.Code == LamellaErrorCode.NotAllowed)
        {
            throw element.Invalid("a path beneath its group", LamellaErrorCode.NotAllowed);
        }
    }

    /// <summary>The list in the group <c>OME</c>, else the groups 0, 1, 2 … as far as they go (0.4, "bioformats2raw.layout").</summary>
    private static async ValueTask<ImmutableArray<string>> SeriesAsync(ZarrHierarchy hierarchy, StoreKey path, CancellationToken cancellationToken)
    {
        var listing = await hierarchy.FindAsync(path.UncheckedAppend("OME"), cancellationToken).ConfigureAwait(false);
        if (listing is not null)
        {
            var ome = listing.Attributes.TryGet("ome", out var inner) ? inner : listing.Attributes;
            if (ome.TryGet("series", out var series))
            {
                return [.. series.Items().Select(static item => Checked(item, item.AsString()))];
            }
        }

        var found = ImmutableArray.CreateBuilder<string>();
        while (found.Count < MaxSeries)
        {
            var name = found.Count.ToString(CultureInfo.InvariantCulture);
            if (await hierarchy.FindAsync(path.UncheckedAppend(name), cancellationToken).ConfigureAwait(false) is not { IsArray: false })
            {
                break;
            }

            found.Add(name);
        }

        return found.ToImmutable();
    }
}
