namespace Lamella.Engine.Slicing.Oblique;

/// <summary>What a pixel of an oblique slice takes between the elements of an array.</summary>
public enum ObliqueInterpolation
{
    /// <summary>The nearest element, coordinates rounded half to even.</summary>
    Nearest = 0,

    /// <summary>The weighted mean of the elements around it along every axis; integers are rounded half to even.</summary>
    Linear = 1,
}
