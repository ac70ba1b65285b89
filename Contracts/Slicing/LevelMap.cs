using System.Collections.Immutable;
using MessagePack;

namespace Lamella.Contracts.Slicing;

/// <summary>
/// Which resolution level each part of a slice is from, a grid of parts over its displayed axes, and how much of a thick slice is
/// still missing from it.
/// </summary>
/// <param name="Ends">For each displayed axis, in displayed order, where the parts end: pixels, exclusive, ascending; the last is the axis's length.</param>
/// <param name="Levels">
/// The level of each part, C order; <see cref="Nothing"/> where there is nothing yet. A part of a thick slice is from the right level
/// as soon as one of its planes has come, see <see cref="MissingPlanes"/>.
/// </param>
[GenerateSerializer, Immutable, MessagePackObject]
[Alias("lamella.level-map")]
public sealed record LevelMap(
    [property: Id(0), Key(0)] ImmutableArray<ImmutableArray<int>> Ends,
    [property: Id(1), Key(1)] ImmutableArray<int> Levels)
{
    /// <summary>Stands for a part that has no pixels yet; they are zero.</summary>
    public const int Nothing = -1;

    /// <summary>
    /// For a thick slice, the planes that each part still lacks, C order: a maximum, minimum, sum or mean is of the others. All of
    /// them where the part is from a coarser level. Empty for a slice of one plane.
    /// </summary>
    [Id(2), Key(2)]
    public ImmutableArray<long> MissingPlanes { get; init; } = [];

    /// <summary>The level of the part that a pixel lies in.</summary>
    /// <param name="pixel">Its indices on the displayed axes, within the slice.</param>
    public int LevelAt(params ReadOnlySpan<int> pixel) => Levels[PartAt(pixel)];

    /// <summary>The planes that the part that a pixel lies in still lacks; 0 for a slice of one plane.</summary>
    /// <param name="pixel">Its indices on the displayed axes, within the slice.</param>
    public long MissingAt(params ReadOnlySpan<int> pixel) => MissingPlanes.IsDefaultOrEmpty ? 0 : MissingPlanes[PartAt(pixel)];

    private int PartAt(ReadOnlySpan<int> pixel)
    {
        var cell = 0;
        for (var axis = 0; axis < Ends.Length; axis++)
        {
            var part = 0;
            while (Ends[axis][part] <= pixel[axis])
            {
                part++;
            }

            cell = (cell * Ends[axis].Length) + part;
        }

        return cell;
    }

    /// <summary>Whether both are the same map.</summary>
    /// <param name="other">The other.</param>
    public bool Equals(LevelMap? other) =>
        other is not null && Levels.AsSpan().SequenceEqual(other.Levels.AsSpan()) && Ends.Length == other.Ends.Length
        && MissingPlanes.AsSpan().SequenceEqual(other.MissingPlanes.AsSpan())
        && Ends.Zip(other.Ends).All(static ends => ends.First.AsSpan().SequenceEqual(ends.Second.AsSpan()));

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Ends.Length, Levels.Length);
}
