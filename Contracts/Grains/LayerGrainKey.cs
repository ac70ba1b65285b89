using Lamella.Contracts.Layers;
using Lamella.Contracts.Viewers;

namespace Lamella.Contracts.Grains;

/// <summary>Makes the key of a layer grain: <c>viewer/layer</c>.</summary>
public static class LayerGrainKey
{
    /// <summary>The key of a viewer's layer.</summary>
    /// <param name="viewer">The viewer.</param>
    /// <param name="layer">The layer.</param>
    public static string Create(ViewerId viewer, LayerId layer) => $"{viewer.Value}/{layer.Value}";

    /// <summary>Takes a key apart.</summary>
    /// <param name="key">A key that <see cref="Create"/> made.</param>
    public static (ViewerId Viewer, LayerId Layer) Parse(string key)
    {
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        return (new ViewerId(key[..slash]), new LayerId(key[(slash + 1)..]));
    }
}
