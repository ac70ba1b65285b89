using System.Diagnostics.CodeAnalysis;
using Lamella.Contracts.Layers;
using Lamella.Contracts.Viewers;

namespace Lamella.Contracts.Grains;

/// <summary>Makes the key of a layer grain: <c>viewer/layer</c>.</summary>
public static class LayerGrainKey
{
    /// <summary>The most characters of either part.</summary>
    public const int MaxPartLength = 64;

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

    /// <summary>Whether a text can be either part: 1 to 64 of <c>A-Z a-z 0-9 . _ -</c>.</summary>
    /// <param name="text">The viewer's or the layer's name.</param>
    public static bool IsPart([NotNullWhen(true)] string? text) =>
        text is { Length: > 0 and <= MaxPartLength } && text.All(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');
}
