namespace Lamella.Engine.Sources;

/// <summary>Bounds on what a file of points, shapes, tracks or a mesh may make this process allocate.</summary>
public sealed record SourceLimits
{
    /// <summary>The limits used where none are given.</summary>
    public static SourceLimits Default { get; } = new();

    /// <summary>Most bytes of one file.</summary>
    /// <value>Default: 1 GiB.</value>
    public int MaxFileBytes { get; init; } = 1 << 30;

    /// <summary>Most rows of a table, vertices or faces of a mesh.</summary>
    /// <value>Default: 200 million.</value>
    public int MaxRows { get; init; } = 200_000_000;

    /// <summary>Most columns of a table.</summary>
    /// <value>Default: 4096.</value>
    public int MaxColumns { get; init; } = 4096;

    /// <summary>Most axes of the items of a layer.</summary>
    /// <value>Default: 32, as for arrays.</value>
    public int MaxAxes { get; init; } = 32;
}
