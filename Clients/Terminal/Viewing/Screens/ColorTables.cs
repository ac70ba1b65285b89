using System.Collections.Concurrent;
using Lamella.Engine.Rendering;
using Lamella.Engine.Rendering.Colormaps;

namespace Lamella.Terminal.Viewing.Screens;

/// <summary>Colour tables by what they are made of; making one takes longer than drawing with it.</summary>
internal static class ColorTables
{
    private const int MaxTables = 32;

    private static readonly ConcurrentDictionary<(string Colormap, double Gamma), ColorTable> _tables = new();

    public static ColorTable Of(string colormap, double gamma)
    {
        if (_tables.Count >= MaxTables)
        {
            _tables.Clear();
        }

        return _tables.GetOrAdd((colormap, gamma), static key => new ColorTable(ColormapCatalog.Parse(key.Colormap), key.Gamma));
    }
}
