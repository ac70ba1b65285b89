using System.Collections.Immutable;
using System.Globalization;
using Lamella.Contracts.Arrays;
using Lamella.Contracts.Errors;
using Lamella.Contracts.Geometry;
using Lamella.Engine.Arrays.Delays;
using Lamella.Engine.Arrays.Stores;

namespace Lamella.Engine.Arrays.Formats.Synthetic;

/// <summary>
/// Images that need no file: <c>synthetic:blobs?shape=64,256,256</c> and the like, computed chunk by chunk, the same on
/// every machine. Options: <c>shape</c>, <c>dtype</c>, <c>chunks</c>, <c>levels</c>, <c>delay</c>, <c>absent</c>.
/// </summary>
/// <param name="timeProvider">By whose clock a <c>delay</c> passes; null for the system's.</param>
/// <param name="limits">Bounds on what a URI may make this process allocate; null for the default.</param>
public sealed class SyntheticFormat(TimeProvider? timeProvider = null, ArrayLimits? limits = null) : IImageFormat, ISourceScheme
{
    private static readonly MemoryStore Nowhere = new("synthetic:");

    /// <inheritdoc/>
    public string Name => "synthetic";

    /// <inheritdoc/>
    public string LooksFor => "a URI that begins with synthetic:";

    /// <inheritdoc/>
    public bool Handles(string uri)
    {
        ArgumentNullException.ThrowIfNull(uri);
        return uri.StartsWith(SyntheticSpec.Scheme, StringComparison.OrdinalIgnoreCase);
    }

    /// <inheritdoc/>
    public ValueTask<ImageSource> LocateAsync(string uri, CancellationToken cancellationToken) => new(new ImageSource
    {
        Uri = uri,
        Store = Nowhere,
        Name = uri,
        Limits = limits ?? ArrayLimits.Default,
    });

    /// <inheritdoc/>
    public ValueTask<bool> MatchesContentAsync(ImageSource source, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        return new ValueTask<bool>(ReferenceEquals(source.Store, Nowhere));
    }

    /// <inheritdoc/>
    public bool MatchesName(ImageSource source) => false;

    /// <inheritdoc/>
    /// <exception cref="LamellaException">
    /// <see cref="LamellaErrorCode.InvalidArgument"/>: an option is unknown or wrong; <see cref="LamellaErrorCode.LimitExceeded"/>.
    /// </exception>
    public ValueTask<OpenedImage> OpenAsync(ImageSource source, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        var spec = SyntheticSpec.Parse(source.Uri, source.Limits);
        var rank = spec.Shape.Length;
        var levels = ImmutableArray.CreateBuilder<IChunkedArray>();
        var transforms = ImmutableArray.CreateBuilder<AffineTransform>();
        var delay = new ReadDelay(spec.Delay, timeProvider ?? TimeProvider.System);
        for (var level = 0; level < spec.Levels; level++)
        {
            var array = new SyntheticArray(spec, level);
            levels.Add(spec.Delay > TimeSpan.Zero ? new DelayedArray(array, delay) : array);
            transforms.Add(LevelTransform(rank, level));
        }

        return new ValueTask<OpenedImage>(new OpenedImage
        {
            Uri = spec.Uri,
            Levels = levels.ToImmutable(),
            Axes = NameAxes(rank),
            LevelTransforms = transforms.ToImmutable(),
            IsLabels = spec.Kind == SyntheticKind.Labels,
            Format = $"synthetic {spec.Kind.ToString().ToLowerInvariant()}",
        });
    }

    /// <summary>Element i of a level is the mean position of the elements that it stands for.</summary>
    private static AffineTransform LevelTransform(int rank, int level)
    {
        var scale = Enumerable.Range(0, rank).Select(axis => (double)SyntheticArray.Factor(rank, axis, level)).ToArray();
        return AffineTransform.FromScaleTranslate(scale, Array.ConvertAll(scale, static factor => (factor - 1) / 2));
    }

    private static ImmutableArray<ImageAxis> NameAxes(int rank) =>
    [
        .. Enumerable.Range(0, rank).Select(axis => (rank - axis) switch
        {
            1 => new ImageAxis("x", "space", null),
            2 => new ImageAxis("y", "space", null),
            3 => new ImageAxis("z", "space", null),
            4 => new ImageAxis("t", "time", null),
            5 => new ImageAxis("c", "channel", null),
            _ => new ImageAxis(string.Create(CultureInfo.InvariantCulture, $"dim_{axis}"), null, null),
        }),
    ];
}
