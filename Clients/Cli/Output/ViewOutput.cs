using Lamella.Engine.Rendering.Cells;

namespace Lamella.Cli.Output;

/// <summary>Where a picture goes.</summary>
/// <param name="Target">A file, or <c>-</c>.</param>
/// <param name="Depth">What the terminal can show.</param>
internal sealed record ViewOutput(string Target, ColorDepth Depth);
