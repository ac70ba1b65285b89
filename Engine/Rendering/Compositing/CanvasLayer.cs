using Lamella.Contracts.Layers;

namespace Lamella.Engine.Rendering.Compositing;

/// <summary>One layer as a compositor takes it: something that gives a colour at every place of its own plane.</summary>
public abstract record CanvasLayer
{
    /// <summary>From the layer's (row, column) to the canvas's.</summary>
    public PlaneTransform DataToCanvas { get; init; } = PlaneTransform.Identity;

    /// <summary>How it meets the layers below.</summary>
    public Blending Blending { get; init; } = Blending.TranslucentNoDepth;

    /// <summary>Multiplies the layer's alpha, 0 … 1.</summary>
    public double Opacity { get; init; } = 1;

    /// <summary>How values between the data are found.</summary>
    public Interpolation Interpolation { get; init; } = Interpolation.Nearest;

    /// <summary>Rows of the layer's data.</summary>
    public abstract int Height { get; }

    /// <summary>Elements a row.</summary>
    public abstract int Width { get; }

    /// <summary>The colour of one element.</summary>
    /// <param name="y">0 … height − 1.</param>
    /// <param name="x">0 … width − 1.</param>
    internal abstract uint ColorAt(int y, int x);

    /// <summary>The colour between four elements.</summary>
    /// <param name="corner">The four elements around the place and how far it lies between them.</param>
    internal abstract uint ColorBetween(in BilinearCorner corner);
}
