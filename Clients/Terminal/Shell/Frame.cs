using System.Collections.Immutable;
using Lamella.Engine.Rendering.Cells;
using Lamella.Terminal.Shell.Graphics;

namespace Lamella.Terminal.Shell;

/// <summary>What a screen shall show: cells, and over them the pictures of a graphics terminal.</summary>
/// <param name="Cells">The cells; nobody writes to them any more.</param>
/// <param name="Pictures">Pictures by their place; empty where pictures are made of cells.</param>
internal sealed record Frame(CellGrid Cells, ImmutableArray<Raster> Pictures);
