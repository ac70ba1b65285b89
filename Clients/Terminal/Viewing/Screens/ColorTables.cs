using System.Collections.Concurrent;
using Lamella.Engine.Rendering;
using Lamella.Engine.Rendering.Colormaps;

namespace Lamella.Terminal.Viewing.Screens;

/// <summary>Colour tables by what they are made of; making one takes longer than drawing with it.</summary>
internal static class ColorTables
{
    private const int MaxTables = 32;

    private static readonly ConcurrentDictionary<(string Colormap, double Gamma), ColorTable> Tables = new();

    public static ColorTable Of(string colormap, double gamma)
    {
        if (Tables.Count >= MaxTables)
        {
            Tables.Clear();
        }

        return Tables.GetOrAdd((colormap, gamma), static key => new ColorTable(ColormapCatalog.Parse(key.Colormap), key.Gamma));
    }
}
