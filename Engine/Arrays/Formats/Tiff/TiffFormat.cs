using System.Collections.Immutable;
using System.Globalization;
using Lamella.Contracts.Errors;

namespace Lamella.Engine.Arrays.Formats.Tiff;

/// <summary>
/// TIFF and BigTIFF (TIFF 6.0 and supplements): OME-TIFF, ImageJ hyperstacks, tifffile's stacks, and plain pages. What is
/// supported, and what is not, is told in <c>docs/formats.md</c>.
/// </summary>
public sealed class TiffFormat : IImageFormat
{
    /// <inheritdoc/>
    public string Name => "TIFF";

    /// <inheritdoc/>
    public string LooksFor => "a file that begins with II*, MM* or their BigTIFF forms";

    /// <inheritdoc/>
    public ValueTask<bool> MatchesContentAsync(ImageSource source, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        return new ValueTask<bool>(source.IsFile && TiffHeader.TryParse(source.Head.Span) is not null);
    }

    /// <inheritdoc/>
    public bool MatchesName(ImageSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return source.IsFile && (source.Name.EndsWith(".tif", StringComparison.OrdinalIgnoreCase)
            || source.Name.EndsWith(".tiff", StringComparison.OrdinalIgnoreCase)
            || source.Name.EndsWith(".btf", StringComparison.OrdinalIgnoreCase));
    }

    /// <inheritdoc/>
    public async ValueTask<OpenedImage> OpenAsync(ImageSource source, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (TiffHeader.TryParse(source.Head.Span) is not { } header)
        {
            throw new LamellaException(
                LamellaErrorCode.InvalidMetadata, $"{source.Uri} does not begin as a TIFF file does.", source.Uri, "II*, MM*, II+ or MM+");
        }

        var directories = new TiffDirectoryReader(new BlockReader(source), header);
        var series = await FindSeriesAsync(source, directories, cancellationToken).ConfigureAwait(false);
        var index = Choose(source, series.Length);
        var image = await new TiffImage(source, directories).OpenAsync(series[index](), index, cancellationToken).ConfigureAwait(false);
        return image with
        {
            Related = [.. Enumerable.Range(0, series.Length)
                .Where(other => other != index)
                .Select(static other => other.ToString(CultureInfo.InvariantCulture))],
        };
    }

    private static async ValueTask<ImmutableArray<Func<TiffSeries>>> FindSeriesAsync(
        ImageSource source, TiffDirectoryReader directories, CancellationToken cancellationToken)
    {
        var chain = await directories.ReadChainAsync(cancellationToken).ConfigureAwait(false);
        var builder = ImmutableArray.CreateBuilder<TiffPage>(chain.Count);
        foreach (var directory in chain)
        {
            builder.Add(await TiffPageReader.ReadAsync(directory, cancellationToken).ConfigureAwait(false));
        }

        var pages = builder.MoveToImmutable();
        var description = await chain[0].GetTextAsync(TiffTag.ImageDescription, cancellationToken).ConfigureAwait(false);
        if (OmeDocument.TryParse(description, source.Uri) is { } ome)
        {
            var maker = new OmeSeries(source.Uri, source.Name, ome.Uuid, pages);
            return [.. ome.Images.Select(image => (Func<TiffSeries>)(() => maker.Make(image)))];
        }

        var single = ImageJDescription.TryParse(description) is { } imageJ
                ? await ImageJSeries.TryMakeAsync(imageJ, pages, cancellationToken).ConfigureAwait(false)
            : ShapedDescription.TryParse(description) is { } shaped ? ShapedSeries.TryMake(shaped, pages)
            : null;
        return single is not null ? [() => single] : [.. PlainSeries.Make(pages).Select(static series => (Func<TiffSeries>)(() => series))];
    }

    private static int Choose(ImageSource source, int count)
    {
        if (source.InnerPath.Length == 0)
        {
            return 0;
        }

        return int.TryParse(source.InnerPath, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < count
            ? index
            : throw new LamellaException(
                LamellaErrorCode.NotFound,
                $"{source.Uri}: there is no image '{source.InnerPath}'; the file has {count}, numbered from 0.",
                source.Uri,
                expected: $"0 … {count - 1}",
                got: source.InnerPath);
    }
}
