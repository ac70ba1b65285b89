using System.Collections.Immutable;
using Lamella.Contracts.Arrays;
using Lamella.Contracts.Errors;
using Lamella.Contracts.Geometry;
using Lamella.Engine.Arrays.Formats.Zarr.Metadata;

namespace Lamella.Engine.Arrays.Formats.OmeZarr;

/// <summary>
/// The axes of an image and the way from each level's indices to them. Before 0.4 there are no transformations: levels
/// are scaled by the ratio of their shapes. Since 0.6 there may be several coordinate systems: the first listed counts.
/// </summary>
internal sealed class CoordinateSpace
{
    private readonly MetadataElement _image;
    private readonly string? _target;
    private readonly List<string> _warnings;

    private CoordinateSpace(MetadataElement image, ImmutableArray<ImageAxis> axes, string? target, List<string> warnings)
    {
        _image = image;
        _target = target;
        _warnings = warnings;
        Axes = axes;
    }

    /// <summary>The axes, as many as the levels have.</summary>
    public ImmutableArray<ImageAxis> Axes { get; }

    /// <summary>Reads the axes.</summary>
    /// <param name="image">An element of <c>multiscales</c>.</param>
    /// <param name="rank">Number of axes of the levels.</param>
    /// <param name="warnings">Receives what was odd.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.InvalidMetadata"/>: another number of axes.</exception>
    public static CoordinateSpace Read(MetadataElement image, int rank, List<string> warnings)
    {
        if (image.TryGet("coordinateSystems", out var systems) && systems.Items() is { Length: > 0 } list)
        {
            var axes = ReadAxes(list[0].Get("axes"), rank);
            return new CoordinateSpace(image, axes, list[0].TryGet("name", out var name) ? name.AsStringOrNull() : null, warnings);
        }

        return new CoordinateSpace(image, image.TryGet("axes", out var named) ? ReadAxes(named, rank) : DefaultAxes(rank), target: null, warnings);
    }

    /// <summary>From a level's indices to physical coordinates.</summary>
    /// <param name="dataset">The level's element of <c>datasets</c>.</param>
    /// <param name="shape">The level's shape.</param>
    /// <param name="finest">The finest level's shape.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.InvalidMetadata"/>: a transformation of another number of axes.</exception>
    public AffineTransform TransformOf(MetadataElement dataset, ImmutableArray<long> shape, ImmutableArray<long> finest)
    {
        var rank = shape.Length;
        var reader = new TransformationReader(rank, _warnings);
        if (!dataset.TryGet("coordinateTransformations", out var own))
        {
            var matrix = TransformationReader.Identity(rank);
            for (var axis = 0; axis < rank; axis++)
            {
                matrix[axis, axis] = shape[axis] > 0 ? (double)finest[axis] / shape[axis] : 1;
            }

            return reader.ToAffine(matrix);
        }

        var transform = TransformationReader.Identity(rank);
        string? system = null;
        foreach (var item in own.Items())
        {
            transform = TransformationReader.Multiply(reader.Read(item), transform);
            system = item.TryGet("output", out var output) ? NameOf(output) : system;
        }

        return reader.ToAffine(ApplyShared(reader, transform, system));
    }

    /// <summary>What holds for all levels: applied always before 0.6, since then if it leads to the wanted system.</summary>
    private double[,] ApplyShared(TransformationReader reader, double[,] transform, string? system)
    {
        foreach (var item in _image.TryGet("coordinateTransformations", out var shared) ? shared.Items() : [])
        {
            if (_target is null)
            {
                transform = TransformationReader.Multiply(reader.Read(item), transform);
                continue;
            }

            var leadsThere = system != _target
                && item.TryGet("input", out var input) && NameOf(input) == system
                && item.TryGet("output", out var output) && NameOf(output) == _target;
            if (leadsThere)
            {
                return TransformationReader.Multiply(reader.Read(item), transform);
            }
        }

        return transform;
    }

    private static string? NameOf(MetadataElement system) =>
        system.IsObject && system.TryGet("name", out var name) ? name.AsStringOrNull() : system.AsStringOrNull();

    private static ImmutableArray<ImageAxis> ReadAxes(MetadataElement element, int rank)
    {
        var items = element.Items();
        return items.Length == rank
            ? [.. items.Select(static item => ReadAxis(item))]
            : throw element.Invalid($"{rank} axes, as the arrays have");
    }

    private static ImageAxis ReadAxis(MetadataElement item)
    {
        // 0.3 lists names alone.
        if (item.IsString)
        {
            return new ImageAxis(item.AsString(), PlainAxes.TypeOf(item.AsString()), Unit: null);
        }

        var name = item.Get("name").AsString();
        return new ImageAxis(
            name,
            item.TryGet("type", out var type) ? type.AsStringOrNull() : PlainAxes.TypeOf(name),
            item.TryGet("unit", out var unit) ? unit.AsStringOrNull() : null);
    }

    /// <summary>Before 0.3 images are always TCZYX.</summary>
    private static ImmutableArray<ImageAxis> DefaultAxes(int rank)
    {
        const string Names = "tczyx";
        return
        [
            .. Enumerable.Range(Names.Length - rank, rank).Select(index => index < 0
                ? new ImageAxis($"{index - Names.Length}", null, null)
                : new ImageAxis($"{Names[index]}", PlainAxes.TypeOf($"{Names[index]}"), null)),
        ];
    }
}
