using Lamella.Contracts.Grains;
using Lamella.Contracts.Layers;
using Lamella.Engine.Arrays;
using Lamella.Engine.Arrays.Formats;
using Lamella.Engine.Sources;
using Microsoft.Extensions.Hosting;
using Orleans.Concurrency;

namespace Lamella.Grains.Layers;

/// <summary>
/// Looks into sources; as many at a time as are asked for. One a silo, since Orleans gives a cancellation to any worker of
/// several, which need not be the one that has the call: the source would be looked into for nobody.
/// </summary>
[StatelessWorker(1)]
[Reentrant]
internal sealed class ImageInfoGrain(IImageOpener images, LayerDataOpener items, TimeProvider clock, IHostApplicationLifetime host)
    : Grain, IImageInfoGrain, IDisposable
{
    // A silo that stops waits for its grains' calls, but for no slow server.
    private readonly SourceLookUps _lookUps = new(clock, host.ApplicationStopping);

    public async Task<ImageInfo?> GetInfo(string uri, Guid lookUp, CancellationToken cancellationToken) =>
        await _lookUps.WaitAsync(lookUp, token => images.OpenAsync(uri, token), cancellationToken) is (true, { } image) ? Describe(image) : null;

    public async Task<LayerKind?> GetKind(string uri, Guid lookUp, CancellationToken cancellationToken) =>
        await _lookUps.WaitAsync(lookUp, token => items.FindKindAsync(uri, token), cancellationToken) is (true, var kind) ? kind : null;

    public void Dispose() => _lookUps.Dispose();

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
