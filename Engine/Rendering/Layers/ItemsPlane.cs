using System.Runtime.InteropServices;
using Lamella.Contracts.Geometry;
using Lamella.Contracts.Slicing;
using Lamella.Engine.Rendering.Compositing;
using Lamella.Engine.Rendering.Drawing;
using SkiaSharp;

namespace Lamella.Engine.Rendering.Layers;

/// <summary>The items of a slice seen from a canvas: their places on the last two displayed axes.</summary>
internal readonly ref struct ItemsPlane
{
    private readonly ItemsSliceResponse _response;
    private readonly ReadOnlySpan<byte> _slice;
    private readonly ReadOnlySpan<double> _positions;
    private readonly AffineTransform _toWorld;
    private readonly PlaneTransform _worldToCanvas;

    private ItemsPlane(ItemsSliceResponse response, ReadOnlySpan<byte> slice, int axes, PlaneTransform toCanvas, PlaneTransform worldToCanvas)
    {
        _response = response;
        _slice = slice;
        Axes = axes;
        ToCanvas = toCanvas;
        _toWorld = response.SliceToWorld;
        _worldToCanvas = worldToCanvas;
        _positions = response.Find("position")!.Of<double>(slice);
    }

    /// <summary>Number of displayed axes, 2 or 3.</summary>
    public int Axes { get; }

    /// <summary>From (row, column) of the slice to the canvas.</summary>
    public PlaneTransform ToCanvas { get; }

    /// <summary>Number of places.</summary>
    public int Count => _positions.Length / Axes;

    /// <summary>Canvas pixels per data unit along the last axis, along which napari measures the size of points.</summary>
    public float SizeScale => (float)Math.Sqrt((ToCanvas.RowFromColumn * ToCanvas.RowFromColumn) + (ToCanvas.ColumnFromColumn * ToCanvas.ColumnFromColumn));

    /// <summary>Canvas pixels per data unit, by area: what the width of a line is measured by.</summary>
    public float LineScale => ScaleOf(ToCanvas);

    /// <summary>Canvas pixels per world unit.</summary>
    public float WorldScale => ScaleOf(_worldToCanvas);

    /// <summary>Looks at a slice from a canvas; false where there is nothing to draw.</summary>
    /// <param name="response">The slice.</param>
    /// <param name="slice">Its bytes.</param>
    /// <param name="canvas">The canvas.</param>
    /// <param name="plane">The items.</param>
    public static bool TryCreate(ItemsSliceResponse response, ReadOnlySpan<byte> slice, WorldCanvas canvas, out ItemsPlane plane)
    {
        var axes = response.Find("position")?.Shape is [_, var width] ? width : 0;
        if (axes is not (2 or 3) || response.Empty || canvas.Height < 1 || canvas.Width < 1)
        {
            plane = default;
            return false;
        }

        var toWorld = PlaneTransform.From(response.SliceToWorld.SetSlice([axes - 2, axes - 1]));
        plane = new ItemsPlane(response, slice, axes, toWorld.Then(canvas.WorldToCanvas), canvas.WorldToCanvas);
        return true;
    }

    /// <summary>Where a place lies on the canvas.</summary>
    /// <param name="index">Which of the places.</param>
    public SKPoint At(int index)
    {
        var place = _positions.Slice(index * Axes, Axes);
        var (row, column) = _worldToCanvas.Apply(World(Axes - 2, place, 1), World(Axes - 1, place, 1));
        return ItemsCanvas.At(row, column);
    }

    /// <summary>The world coordinate on the first of three displayed axes, along which one looks; 0 where there are two.</summary>
    public double Depth(int index) => Axes == 3 ? World(0, _positions.Slice(index * Axes, Axes), 1) : 0;

    /// <summary>A direction on the canvas.</summary>
    /// <param name="directions">As many as places, in data units.</param>
    /// <param name="index">Which.</param>
    public SKPoint Direction(ReadOnlySpan<double> directions, int index)
    {
        var direction = directions.Slice(index * Axes, Axes);
        var turn = _worldToCanvas with { RowOffset = 0, ColumnOffset = 0 };
        var (row, column) = turn.Apply(World(Axes - 2, direction, 0), World(Axes - 1, direction, 0));
        return new SKPoint((float)column, (float)row);
    }

    /// <summary>A column.</summary>
    public ReadOnlySpan<T> Column<T>(string name)
        where T : unmanaged => _response.Find(name)!.Of<T>(_slice);

    /// <summary>A column of colours.</summary>
    public ReadOnlySpan<Rgba> Colors(string name) => MemoryMarshal.Cast<byte, Rgba>(_response.Find(name)!.Of<byte>(_slice));

    private static float ScaleOf(PlaneTransform plane) => (float)Math.Sqrt(Math.Abs(
        (plane.RowFromRow * plane.ColumnFromColumn) - (plane.RowFromColumn * plane.ColumnFromRow)));

    /// <summary>One world coordinate of a place (weight 1) or a direction (weight 0).</summary>
    private double World(int axis, ReadOnlySpan<double> place, double weight)
    {
        var sum = weight * _toWorld[axis, Axes];
        for (var i = 0; i < place.Length; i++)
        {
            sum += _toWorld[axis, i] * place[i];
        }

        return sum;
    }
}
