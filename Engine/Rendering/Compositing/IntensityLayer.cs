namespace Lamella.Engine.Rendering.Compositing;

/// <summary>A plane of data with its colours: interpolation is between data, and the colour is looked up afterwards.</summary>
/// <param name="Plane">The data after contrast limits.</param>
/// <param name="Colors">The colormap after gamma.</param>
public sealed record IntensityLayer(IntensityPlane Plane, ColorTable Colors) : CanvasLayer
{
    /// <inheritdoc/>
    public override int Height => Plane.Height;

    /// <inheritdoc/>
    public override int Width => Plane.Width;

    internal override uint ColorAt(int y, int x) => Colors.Packed[Plane.Values[(y * Plane.Width) + x]];

    internal override uint ColorBetween(in BilinearCorner corner)
    {
        var upper = Plane.Row(corner.Top);
        var lower = Plane.Row(corner.Bottom);
        var (topLeft, topRight, bottomLeft, bottomRight) =
            (upper[corner.Left], upper[corner.Right], lower[corner.Left], lower[corner.Right]);
        var anyMissing = topLeft == IntensityPlane.NoData || topRight == IntensityPlane.NoData
            || bottomLeft == IntensityPlane.NoData || bottomRight == IntensityPlane.NoData;
        return anyMissing
            ? 0
            : Colors.Packed[(int)Math.Round(corner.Mix(topLeft, topRight, bottomLeft, bottomRight))];
    }
}
