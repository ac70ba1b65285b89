namespace Lamella.Contracts.Layers;

/// <summary>How vectors are drawn, by napari's names.</summary>
[GenerateSerializer]
public enum VectorStyle : byte
{
    /// <summary>A line from the start to the end.</summary>
    Line = 0,

    /// <summary>A triangle whose base is the start and whose tip is the end.</summary>
    Triangle = 1,

    /// <summary>A line, whose last quarter is a head of twice its width.</summary>
    Arrow = 2,
}
