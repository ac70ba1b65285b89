namespace Lamella.Engine.Sources.Meshes;

/// <summary>One property of a PLY element.</summary>
/// <param name="Name">Such as <c>x</c> or <c>vertex_indices</c>.</param>
/// <param name="Type">The type of its number, or of a list's numbers.</param>
/// <param name="CountType">The type of a list's length; null where it is no list.</param>
internal sealed record PlyProperty(string Name, PlyType Type, PlyType? CountType);
