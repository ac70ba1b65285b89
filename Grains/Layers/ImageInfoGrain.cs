using Lamella.Contracts.Grains;
using Lamella.Contracts.Layers;
using Lamella.Engine.Arrays;
using Lamella.Engine.Arrays.Formats;
using Lamella.Engine.Sources;
using Orleans.Concurrency;

namespace Lamella.Grains.Layers;

/// <summary>Looks into sources; as many at a time as are asked for.</summary>
[StatelessWorker]
[Reentrant]
internal sealed class ImageInfoGrain(IImageOpener images, LayerDataOpener items) : Grain, IImageInfoGrain
{
    public async Task<ImageInfo> GetInfo(string uri, CancellationToken cancellationToken)
    {
        var image = await Task.Run(async () => await images.OpenAsync(uri, cancellationToken), cancellationToken);
        return Describe(image);
    }

    public Task<LayerKind> GetKind(string uri, CancellationToken cancellationToken) =>
        Task.Run(() => items.FindKindAsync(uri, cancellationToken).AsTask(), cancellationToken);

    private static ImageInfo Describe(OpenedImage image) => new()
    {
        Uri = image.Uri,
        Format = image.Format,
        Axes = image.Axes,
        DataType = image.Levels[0].Metadata.DataType,
        Levels =
        [
            .. image.Levels.Zip(image.LevelTransforms, static (level, transform) => new ImageLevelInfo
            {
                Shape = level.Metadata.Shape,
                ChunkShape = level.Metadata.ChunkShape,
                ShardShape = level.Metadata.ShardShape.IsDefault ? [] : level.Metadata.ShardShape,
                Codecs = level.Metadata.Codecs,
                Transform = transform,
            }),
        ],
        Channels = image.Channels,
        IsRgb = image.IsRgb,
        IsLabels = image.IsLabels,
        Related = image.Related,
        Warnings = image.Warnings,
    };
}
