using System.Collections.Concurrent;
using System.Collections.Immutable;
using Lamella.Contracts.Arrays;
using Lamella.Contracts.Errors;
using Lamella.Contracts.Geometry;
using Lamella.Engine.Arrays;
using Lamella.Engine.Arrays.Formats;

namespace Lamella.Grains.Tests.Support;

/// <summary>Opens what tests put into it, by URIs that begin with <c>test:</c>, and otherwise what Lamella opens.</summary>
internal sealed class TestImages : IImageOpener
{
    private readonly FormatRegistry _formats = FormatRegistry.CreateDefault();
    private readonly ConcurrentDictionary<string, OpenedImage> _images = new();

    /// <summary>Puts an array in.</summary>
    /// <returns>The URI by which it is opened.</returns>
    public string Add(IChunkedArray array, double[]? scale = null, double[]? translate = null, string?[]? units = null) =>
        Add([array], scale, translate, units);

    /// <summary>Puts an image of several resolution levels in, finest first.</summary>
    /// <returns>The URI by which it is opened.</returns>
    public string Add(ImmutableArray<IChunkedArray> levels, double[]? scale = null, double[]? translate = null, string?[]? units = null)
    {
        var uri = $"test:{Guid.NewGuid():n}";
        var rank = levels[0].Metadata.Rank;
        _images[uri] = new OpenedImage
        {
            Uri = uri,
            Levels = levels,
            Axes = [.. Enumerable.Range(0, rank).Select(axis => new ImageAxis("tzyx"[(4 - rank + axis)..][..1], "space", units?[axis]))],
            LevelTransforms =
            [
                .. levels.Select(level => AffineTransform.FromScaleTranslate(
                    [.. Enumerable.Range(0, rank).Select(axis => (scale?[axis] ?? 1.0) * levels[0].Metadata.Shape[axis] / level.Metadata.Shape[axis])],
                    translate ?? new double[rank])),
            ],
            Format = "test",
        };
        return uri;
    }

    public ValueTask<OpenedImage> OpenAsync(string uri, CancellationToken cancellationToken)
    {
        if (!uri.StartsWith("test:", StringComparison.Ordinal))
        {
            return _formats.OpenAsync(uri, cancellationToken);
        }

        return _images.TryGetValue(uri, out var image)
            ? ValueTask.FromResult(image)
            : throw new LamellaException(LamellaErrorCode.NotFound, $"{uri} does not exist.", uri);
    }
}
