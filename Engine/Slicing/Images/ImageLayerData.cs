using System.Collections.Immutable;
using Lamella.Contracts.Arrays;
using Lamella.Contracts.Errors;
using Lamella.Contracts.Geometry;
using Lamella.Engine.Arrays;

namespace Lamella.Engine.Slicing.Images;

/// <summary>
/// The arrays behind one image or labels layer, and which of their axes are the layer's. An array's axis is one of the
/// layer's axes, or held at one index (the channel that this layer shows), or the colour samples of RGB(A). Immutable.
/// </summary>
public sealed record ImageLayerData
{
    private ImageLayerData()
    {
    }

    /// <summary>The resolution levels, finest first, at least one; all of one rank and data type.</summary>
    public required ImmutableArray<IChunkedArray> Levels { get; init; }

    /// <summary>The array axis behind each of the layer's axes, ascending.</summary>
    public required ImmutableArray<int> Axes { get; init; }

    /// <summary>Per array axis the index at which it is held; −1 where it is not.</summary>
    public required ImmutableArray<int> FixedIndices { get; init; }

    /// <summary>Whether the last array axis holds 3 or 4 colour samples; it is not among <see cref="Axes"/> (SLICING I1).</summary>
    public required bool IsRgb { get; init; }

    /// <summary>Whether elements are label numbers, which are never projected (I2).</summary>
    public required bool IsLabels { get; init; }

    /// <summary>Data index of the finest level to physical coordinates, as the format has it.</summary>
    public required AffineTransform DataToPhysical { get; init; }

    /// <summary>Per level the downsampling along each of the layer's axes: shape of level 0 over shape of the level (I11).</summary>
    public required ImmutableArray<ImmutableArray<double>> DownsampleFactors { get; init; }

    /// <summary>Number of the layer's axes.</summary>
    public int Ndim => Axes.Length;

    /// <summary>Whether there are several resolution levels.</summary>
    public bool IsMultiscale => Levels.Length > 1;

    /// <summary>The element type.</summary>
    public DataType DataType => Levels[0].Metadata.DataType;

    /// <summary>Elements of a level along each of the layer's axes.</summary>
    /// <param name="level">0 is the finest.</param>
    public ImmutableArray<long> Shape(int level)
    {
        var shape = Levels[level].Metadata.Shape;
        return [.. Axes.Select(axis => shape[axis])];
    }

    /// <summary>How far the layer reaches in world coordinates, pixel centres (T9); NaN along axes without elements.</summary>
    /// <param name="dataToWorld">The layer's transform.</param>
    public WorldExtent Extent(AffineTransform dataToWorld)
    {
        double[] high = [.. Shape(0).Select(static n => n == 0 ? double.NaN : n - 1.0)];
        return dataToWorld.ExtentOf(new double[Ndim], high);
    }

    /// <summary>Takes arrays whose axes are all the layer's, but for the colour samples of RGB(A).</summary>
    /// <param name="levels">Resolution levels, finest first.</param>
    /// <param name="isRgb">Whether the last axis holds colour samples.</param>
    /// <param name="isLabels">Whether elements are label numbers.</param>
    /// <exception cref="LamellaException">As <see cref="FromImage"/>.</exception>
    public static ImageLayerData FromArrays(ImmutableArray<IChunkedArray> levels, bool isRgb = false, bool isLabels = false)
    {
        var rank = levels[0].Metadata.Rank;
        var ndim = isRgb ? rank - 1 : rank;
        return Create(levels, [.. Enumerable.Repeat(-1, rank)], isRgb, isLabels, AffineTransform.Identity(ndim));
    }

    /// <summary>
    /// The layers that an opened image makes: one for each channel where it has a channel axis, else one. A channel axis
    /// that is the colour samples of an RGB image is not split.
    /// </summary>
    /// <param name="image">The image.</param>
    /// <param name="splitChannels">Whether a channel axis makes layers; else it is an axis like any other.</param>
    /// <exception cref="LamellaException">
    /// <see cref="LamellaErrorCode.InvalidArgument"/>: labels of a type that is not an integer, or nothing along an axis
    /// that is displayed first. <see cref="LamellaErrorCode.InvalidMetadata"/>: levels of different rank or type.
    /// </exception>
    public static ImmutableArray<ImageLayerData> FromImage(OpenedImage image, bool splitChannels = true)
    {
        var rank = image.Axes.Length;
        int[] none = [.. Enumerable.Repeat(-1, rank)];
        var channel = Array.FindIndex([.. image.Axes], static axis => axis.Type == "channel");
        if (!splitChannels || channel < 0 || (image.IsRgb && channel == rank - 1) || rank < 3)
        {
            return [Create(image.Levels, none, image.IsRgb, image.IsLabels, image.LevelTransforms[0])];
        }

        var channels = image.Levels[0].Metadata.Shape[channel];
        return
        [
            .. Enumerable.Range(0, (int)Math.Min(channels, int.MaxValue)).Select(index =>
            {
                int[] held = [.. none];
                held[channel] = index;
                return Create(image.Levels, held, image.IsRgb, image.IsLabels, image.LevelTransforms[0]);
            }),
        ];
    }

    private static ImageLayerData Create(
        ImmutableArray<IChunkedArray> levels, int[] fixedIndices, bool isRgb, bool isLabels, AffineTransform toPhysical)
    {
        var rank = fixedIndices.Length;
        var spatial = isRgb ? rank - 1 : rank;
        ImmutableArray<int> axes = [.. Enumerable.Range(0, Math.Max(0, spatial)).Where(axis => fixedIndices[axis] < 0)];
        Check(levels, axes, fixedIndices, isRgb, isLabels);
        var finest = levels[0].Metadata.Shape;
        return new ImageLayerData
        {
            Levels = levels,
            Axes = axes,
            FixedIndices = [.. fixedIndices],
            IsRgb = isRgb,
            IsLabels = isLabels,
            DataToPhysical = toPhysical.SetSlice(axes.AsSpan()),
            DownsampleFactors =
            [
                .. levels.Select(level => ImmutableArray.CreateRange(
                    axes.Select(axis => finest[axis] == 0 ? 1.0 : (double)finest[axis] / level.Metadata.Shape[axis]))),
            ],
        };
    }

    private static void Check(
        ImmutableArray<IChunkedArray> levels, ImmutableArray<int> axes, int[] fixedIndices, bool isRgb, bool isLabels)
    {
        var finest = levels[0].Metadata;
        foreach (var level in levels)
        {
            if (level.Metadata.Rank != fixedIndices.Length || level.Metadata.DataType != finest.DataType)
            {
                throw Invalid(
                    LamellaErrorCode.InvalidMetadata, level, "The levels of an image have one rank and one type.",
                    $"{fixedIndices.Length}-D {finest.DataType.ZarrName()}", $"{level.Metadata.Rank}-D {level.Metadata.DataType.ZarrName()}");
            }

            var lost = axes.FirstOrDefault(axis => finest.Shape[axis] > 0 && level.Metadata.Shape[axis] == 0, -1);
            if (lost >= 0 || fixedIndices.Where((index, axis) => index >= level.Metadata.Shape[axis]).Any())
            {
                throw Invalid(
                    LamellaErrorCode.InvalidMetadata, level, "A level holds less than the finest one: an axis or a channel is missing.",
                    string.Join('×', finest.Shape), string.Join('×', level.Metadata.Shape));
            }
        }

        if (isLabels && !finest.DataType.IsInteger())
        {
            throw Invalid(
                LamellaErrorCode.InvalidArgument, levels[0], "Labels are integers; open it as an image instead.",
                "an integer type", finest.DataType.ZarrName());
        }

        if (isRgb && (fixedIndices.Length < 3 || finest.Shape[^1] is not (3 or 4)))
        {
            throw Invalid(
                LamellaErrorCode.InvalidArgument, levels[0], "The last axis of an RGB(A) image has 3 or 4 samples, after two axes or more.",
                "3 or 4", $"{(finest.Rank == 0 ? 0 : finest.Shape[^1])}");
        }

        // napari refuses these too: nothing can be shown along an axis that a canvas displays at first (I14).
        var nothing = axes.TakeLast(2).FirstOrDefault(axis => finest.Shape[axis] == 0, -1);
        if (nothing >= 0)
        {
            throw Invalid(
                LamellaErrorCode.InvalidArgument, levels[0], $"Axis {nothing} has no elements, so there is nothing to display along it.",
                "1 or more elements", "0");
        }
    }

    private static LamellaException Invalid(
        LamellaErrorCode code, IChunkedArray array, string message, string expected, string got) =>
        new(code, $"'{array.Metadata.Identity}': {message}", array.Metadata.Identity, expected, got);
}
