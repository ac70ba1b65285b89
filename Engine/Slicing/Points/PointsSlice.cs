using System.Collections.Immutable;
using Lamella.Contracts.Geometry;

namespace Lamella.Engine.Slicing.Points;

/// <summary>What came out of slicing a points layer: one entry for each point that is shown, by ascending index. Immutable.</summary>
public sealed class PointsSlice
{
    /// <summary>What was asked for.</summary>
    public required PointsSliceRequest Request { get; init; }

    /// <summary>Which points. Where nothing is sliced these are all, hidden ones and NaN included (SLICING P1); see <see cref="View"/>.</summary>
    public required ImmutableArray<int> Indices { get; init; }

    /// <summary>Data coordinates on the displayed axes, in display order: point after point.</summary>
    public required ImmutableArray<double> Positions { get; init; }

    /// <summary>Diameter of each point in this slice, data units (P4–P7).</summary>
    public required ImmutableArray<double> Size { get; init; }

    /// <summary>What out-of-slice display left of each point's size, 0 … 1; 1 for all without it (P7).</summary>
    public required ImmutableArray<double> Scale { get; init; }

    /// <summary>Data to world coordinates, both on the displayed axes, in display order (T12).</summary>
    public required AffineTransform SliceToWorld { get; init; }

    /// <summary>Number of points.</summary>
    public int Count => Indices.Length;

    /// <summary>What could not be honoured (S8).</summary>
    public ImmutableArray<SliceWarning> Warnings => Request.Input.Warnings;

    /// <summary>
    /// The entries that can be drawn: all but hidden points and those whose position or size is not finite. This is what
    /// napari's view leaves out of its response (P1).
    /// </summary>
    public ImmutableArray<int> View()
    {
        var shown = Request.Data.Shown;
        var axes = Request.Input.Displayed.Length;
        var view = ImmutableArray.CreateBuilder<int>(Count);
        for (var i = 0; i < Count; i++)
        {
            var finite = double.IsFinite(Size[i]);
            for (var axis = 0; axis < axes; axis++)
            {
                finite &= double.IsFinite(Positions[(i * axes) + axis]);
            }

            if (finite && shown[Indices[i]])
            {
                view.Add(i);
            }
        }

        return view.ToImmutable();
    }
}
