using Lamella.Contracts.Layers;
using Lamella.Engine.Arrays;
using Lamella.Engine.Arrays.Formats;
using Lamella.Engine.Arrays.Stores.Http;
using Lamella.Engine.Arrays.Stores.S3;

namespace Lamella.Cli.Images;

/// <summary>Reads an image's metadata in this process, without a silo, which would only cost time.</summary>
internal static class ImageInfoReader
{
    /// <summary>Opens an image and tells what it holds.</summary>
    /// <param name="uri">A path or URI.</param>
    /// <param name="cancellationToken">Stops opening.</param>
    public static async Task<ImageInfo> ReadAsync(string uri, CancellationToken cancellationToken)
    {
        using var transport = new HttpTransport(RemoteAccessPolicy.Open);
        var formats = FormatRegistry.CreateDefault(remote: new RemoteScheme(transport, S3StoreOptions.FromEnvironment()));
        var image = await formats.OpenAsync(uri, cancellationToken).ConfigureAwait(false);
        return new ImageInfo
        {
            Uri = image.Uri,
            Format = image.Format,
            Axes = image.Axes,
            DataType = image.Levels[0].Metadata.DataType,
            Levels = [.. image.Levels.Select((array, level) => Level(array.Metadata, image, level))],
            Channels = image.Channels,
            IsRgb = image.IsRgb,
            IsLabels = image.IsLabels,
            Related = image.Related,
            Warnings = image.Warnings,
        };
    }

    private static ImageLevelInfo Level(ArrayMetadata array, OpenedImage image, int level) => new()
    {
        Shape = array.Shape,
        ChunkShape = array.ChunkShape,
        ShardShape = array.ShardShape.IsDefault ? [] : array.ShardShape,
        Codecs = array.Codecs,
        Transform = image.LevelTransforms[level],
    };
}
