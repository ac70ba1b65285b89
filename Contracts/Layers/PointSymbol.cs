namespace Lamella.Contracts.Layers;

/// <summary>The symbols of points, by napari's names.</summary>
[GenerateSerializer]
public enum PointSymbol : byte
{
    /// <summary>A disc.</summary>
    Disc = 0,

    /// <summary>A circle with nothing inside.</summary>
    Ring = 1,

    /// <summary>A square.</summary>
    Square = 2,

    /// <summary>A square on its corner.</summary>
    Diamond = 3,

    /// <summary>A plus of wide arms.</summary>
    Cross = 4,

    /// <summary>An x of thin arms.</summary>
    X = 5,

    /// <summary>A five-pointed star.</summary>
    Star = 6,

    /// <summary>A triangle that points up.</summary>
    TriangleUp = 7,

    /// <summary>A triangle that points down.</summary>
    TriangleDown = 8,

    /// <summary>A vertical bar.</summary>
    VBar = 9,

    /// <summary>A horizontal bar.</summary>
    HBar = 10,

    /// <summary>A plus of thin arms.</summary>
    Plus = 11,
}
