using Lamella.Contracts.Geometry;

namespace Lamella.Terminal.Viewing.State;

/// <summary>Which part of the displayed plane a canvas shows.</summary>
/// <param name="CenterRow">World coordinate of the canvas's middle on the displayed axis that runs down.</param>
/// <param name="CenterColumn">World coordinate of the middle on the axis that runs to the right.</param>
/// <param name="Zoom">Canvas pixels per world unit, &gt; 0.</param>
/// <param name="Fits">Whether it follows the data and the canvas, so that everything is always shown.</param>
internal readonly record struct Camera(double CenterRow, double CenterColumn, double Zoom, bool Fits)
{
    private const double Closest = 1e9, Farthest = 1e-9;

    /// <summary>Before anything is known.</summary>
    public static Camera Initial { get; } = new(0, 0, 1, Fits: true);

    /// <summary>The camera that shows all of two axes, half a step around the outer elements included.</summary>
    public static Camera Fit(DimRange rows, DimRange columns, PixelSize canvas)
    {
        var height = rows.Stop - rows.Start + rows.Step;
        var width = columns.Stop - columns.Start + columns.Step;
        var zoom = Math.Min(Math.Max(1, canvas.Height) / height, Math.Max(1, canvas.Width) / width);
        return new Camera((rows.Start + rows.Stop) / 2, (columns.Start + columns.Stop) / 2, Bound(zoom), Fits: true);
    }

    /// <summary>The world point of a canvas pixel's centre.</summary>
    public (double Row, double Column) ToWorld(double pixelRow, double pixelColumn, PixelSize canvas) =>
        (CenterRow + ((pixelRow - ((canvas.Height - 1) / 2.0)) / Zoom), CenterColumn + ((pixelColumn - ((canvas.Width - 1) / 2.0)) / Zoom));

    /// <summary>The canvas pixel at a world point: the opposite of <see cref="ToWorld"/>.</summary>
    public (double Row, double Column) ToPixel(double row, double column, PixelSize canvas) =>
        (((row - CenterRow) * Zoom) + ((canvas.Height - 1) / 2.0), ((column - CenterColumn) * Zoom) + ((canvas.Width - 1) / 2.0));

    /// <summary>Closer or farther, the world point under a pixel staying there.</summary>
    public Camera ZoomAt(double factor, double pixelRow, double pixelColumn, PixelSize canvas)
    {
        var (row, column) = ToWorld(pixelRow, pixelColumn, canvas);
        var zoom = Bound(Zoom * factor);
        return new Camera(
            row - ((pixelRow - ((canvas.Height - 1) / 2.0)) / zoom),
            column - ((pixelColumn - ((canvas.Width - 1) / 2.0)) / zoom),
            zoom,
            Fits: false);
    }

    /// <summary>Moved so that the picture goes by some pixels.</summary>
    public Camera Pan(double pixelRows, double pixelColumns) =>
        this with { CenterRow = CenterRow - (pixelRows / Zoom), CenterColumn = CenterColumn - (pixelColumns / Zoom), Fits = false };

    private static double Bound(double zoom) => double.IsFinite(zoom) ? Math.Clamp(zoom, Farthest, Closest) : 1;
}
