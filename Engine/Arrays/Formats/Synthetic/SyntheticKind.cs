namespace Lamella.Engine.Arrays.Formats.Synthetic;

/// <summary>What a synthetic image shows.</summary>
internal enum SyntheticKind
{
    /// <summary>Soft round blobs of several sizes, as fluorescent beads and nuclei look.</summary>
    Blobs,

    /// <summary>A ramp along every axis.</summary>
    Gradient,

    /// <summary>Cells with a number each, 0 between them.</summary>
    Labels,

    /// <summary>The element's position in C order, modulo the type's range.</summary>
    Index,
}
