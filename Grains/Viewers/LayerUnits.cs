using System.Collections.Immutable;
using Lamella.Contracts.Geometry;
using Lamella.Contracts.Layers;
using Lamella.Contracts.Viewers;
using Lamella.Engine.Slicing.Units;

namespace Lamella.Grains.Viewers;

/// <summary>Takes the layers of a viewer to units that they share (SLICING T11).</summary>
internal static class LayerUnits
{
    /// <summary>How far each layer reaches, in the shared units.</summary>
    public static ImmutableArray<WorldExtent> Extents(ImmutableArray<StoredLayer> layers)
    {
        var shared = Shared(layers);
        return [.. layers.Select(layer => Scaled(layer.Info.Extent, WorldUnits.Factors(UnitsOf(layer), shared)))];
    }

    /// <summary>A layer as it is to be sliced: with its transform taken to the shared units.</summary>
    public static LayerSpec InWorld(ImmutableArray<StoredLayer> layers, StoredLayer layer)
    {
        var factors = WorldUnits.Factors(UnitsOf(layer), Shared(layers));
        if (factors.All(static factor => factor == 1))
        {
            return layer.Spec;
        }

        var toWorld = layer.Spec.Transform?.DataToWorld(layer.Info.Ndim) ?? layer.Info.DataToWorld;
        var toShared = AffineTransform.FromScaleTranslate(factors.AsSpan(), new double[factors.Length]);
        return layer.Spec with { Transform = new LayerTransform { Affine = toShared.Compose(toWorld) } };
    }

    private static ImmutableArray<PhysicalUnit>? Shared(ImmutableArray<StoredLayer> layers) => WorldUnits.Of([.. layers.Select(UnitsOf)]);

    private static ImmutableArray<string?> UnitsOf(StoredLayer layer) => [.. layer.Info.Axes.Select(static axis => axis.Unit)];

    private static WorldExtent Scaled(WorldExtent extent, ImmutableArray<double> factors) => factors.All(static factor => factor == 1)
        ? extent
        : new WorldExtent(
            [.. extent.Min.Zip(factors, static (at, factor) => at * factor)],
            [.. extent.Max.Zip(factors, static (at, factor) => at * factor)],
            [.. extent.Step.Zip(factors, static (at, factor) => at * factor)]);
}
