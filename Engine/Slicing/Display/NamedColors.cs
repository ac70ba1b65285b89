using System.Collections.Frozen;
using System.Globalization;
using Lamella.Contracts.Errors;
using Lamella.Engine.Rendering;

namespace Lamella.Engine.Slicing.Display;

/// <summary>Colours as users write them: <c>#rrggbb</c>, <c>#rrggbbaa</c>, or a CSS name.</summary>
public static class NamedColors
{
    private static readonly FrozenDictionary<string, uint> ByName = new Dictionary<string, uint>(StringComparer.OrdinalIgnoreCase)
    {
        ["transparent"] = 0x00000000,
        ["black"] = 0x000000FF,
        ["white"] = 0xFFFFFFFF,
        ["gray"] = 0x808080FF,
        ["dimgray"] = 0x696969FF,
        ["lightgray"] = 0xD3D3D3FF,
        ["red"] = 0xFF0000FF,
        ["lime"] = 0x00FF00FF,
        ["green"] = 0x008000FF,
        ["blue"] = 0x0000FFFF,
        ["cyan"] = 0x00FFFFFF,
        ["magenta"] = 0xFF00FFFF,
        ["yellow"] = 0xFFFF00FF,
        ["orange"] = 0xFFA500FF,
        ["purple"] = 0x800080FF,
        ["pink"] = 0xFFC0CBFF,
        ["brown"] = 0xA52A2AFF,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads a colour.</summary>
    /// <param name="text">Such as <c>#ff8800</c> or <c>orange</c>.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.InvalidArgument"/>: no such name, not a colour.</exception>
    public static Rgba Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!ByName.TryGetValue(text, out var rgba)
            && !(text.Length is 7 or 9 && text[0] == '#'
                && uint.TryParse(text.Length == 7 ? $"{text[1..]}ff" : text[1..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out rgba)))
        {
            throw new LamellaException(
                LamellaErrorCode.InvalidArgument,
                $"'{text}' is not a colour; write it as #rrggbb, #rrggbbaa, or one of {string.Join(", ", ByName.Keys.Order(StringComparer.Ordinal))}.",
                expected: "#rrggbb",
                got: text);
        }

        return new Rgba((byte)(rgba >> 24), (byte)(rgba >> 16), (byte)(rgba >> 8), (byte)rgba);
    }
}
