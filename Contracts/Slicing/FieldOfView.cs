using System.Collections.Immutable;
using MessagePack;

namespace Lamella.Contracts.Slicing;

/// <summary>
/// The part of the world that a canvas shows, by which a multiscale layer chooses its level and tile (SLICING M1–M4).
/// </summary>
/// <param name="Start">World coordinates of the canvas's first corner on the displayed axes, in displayed order.</param>
/// <param name="Stop">World coordinates of the opposite corner.</param>
/// <param name="CanvasSize">Pixels of the canvas along the displayed axes, as many as <paramref name="Start"/> has; for 2-D (height, width).</param>
[GenerateSerializer, Immutable, MessagePackObject]
[Alias("lamella.field-of-view")]
public sealed record FieldOfView(
    [property: Id(0), Key(0)] ImmutableArray<double> Start,
    [property: Id(1), Key(1)] ImmutableArray<double> Stop,
    [property: Id(2), Key(2)] ImmutableArray<int> CanvasSize)
{
    /// <summary>Whether both show the same part on the same canvas.</summary>
    /// <param name="other">The other.</param>
    public bool Equals(FieldOfView? other) =>
        other is not null && Start.AsSpan().SequenceEqual(other.Start.AsSpan())
        && Stop.AsSpan().SequenceEqual(other.Stop.AsSpan()) && CanvasSize.AsSpan().SequenceEqual(other.CanvasSize.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Start.IsDefaultOrEmpty || Stop.IsDefaultOrEmpty ? 0 : HashCode.Combine(Start.Length, Start[0], Stop[0]);
}
