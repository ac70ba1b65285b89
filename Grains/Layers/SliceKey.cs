using System.Collections.Immutable;
using Lamella.Contracts.Geometry;
using Lamella.Contracts.Layers;
using Lamella.Contracts.Slicing;

namespace Lamella.Grains.Layers;

/// <summary>What a slice of a layer depends on, so that going back to it finds it again.</summary>
internal sealed class SliceKey(LayerSliceRequest request) : IEquatable<SliceKey>
{
    private LayerSpec Spec { get; } = request.Layer;

    private Dims Dims { get; } = request.Dims;

    private FieldOfView? FieldOfView { get; } = request.FieldOfView;

    /// <summary>Whether the layer would be sliced alike for both.</summary>
    public bool Equals(SliceKey? other) =>
        other is not null
        && Dims.Ndisplay == other.Dims.Ndisplay
        && Same(Dims.Order, other.Dims.Order)
        && Same(Dims.Point, other.Dims.Point)
        && Same(Dims.MarginLeft, other.Dims.MarginLeft)
        && Same(Dims.MarginRight, other.Dims.MarginRight)
        && Equals(FieldOfView, other.FieldOfView)
        && Spec.IsSlicedAlike(other.Spec);

    public override bool Equals(object? obj) => Equals(obj as SliceKey);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var coordinate in Dims.Point)
        {
            hash.Add(coordinate);
        }

        return hash.ToHashCode();
    }

    private static bool Same<T>(ImmutableArray<T> left, ImmutableArray<T> right)
        where T : IEquatable<T> => left.AsSpan().SequenceEqual(right.AsSpan());
}
