namespace Lamella.Engine.Slicing.Surface;

/// <summary>A face of a mesh that a line of sight meets.</summary>
/// <param name="Face">The number of the mesh's face.</param>
/// <param name="Value">The value at the place that is met, between those of the face's corners.</param>
public readonly record struct PickedFace(int Face, double Value);
