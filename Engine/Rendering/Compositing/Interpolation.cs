namespace Lamella.Engine.Rendering.Compositing;

/// <summary>How a canvas pixel's value comes from the data around it.</summary>
public enum Interpolation
{
    /// <summary>The nearest element; half-way goes to the larger index.</summary>
    Nearest = 0,

    /// <summary>Bilinear between the four elements around; the outer half element repeats the edge.</summary>
    Linear = 1,
}
