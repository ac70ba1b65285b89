using System.Collections.Immutable;
using Lamella.Contracts.Errors;
using Lamella.Contracts.Layers;

namespace Lamella.Sdk.Layers;

/// <summary>
/// A layer as one writes it on a command line: <c>URI</c>, <c>kind:URI</c>, and settings after it, as in
/// <c>labels:nuclei.zarr,contour=1</c>. Immutable.
/// </summary>
public sealed class LayerText
{
    private static readonly ImmutableArray<string> Kinds = [.. Enum.GetNames<LayerKind>().Select(static name => name.ToLowerInvariant())];

    private LayerText(LayerKind? kind, string uri, ImmutableDictionary<string, string> settings)
    {
        Kind = kind;
        Uri = uri;
        Settings = new LayerSettings(settings);
    }

    /// <summary>What the layer is said to be; null leaves it to the source.</summary>
    public LayerKind? Kind { get; }

    /// <summary>The source.</summary>
    public string Uri { get; }

    /// <summary>What was set after the source.</summary>
    public LayerSettings Settings { get; }

    /// <summary>Reads a layer. Commas within the URI stay in it, as long as no setting's name and an equals sign follow.</summary>
    /// <param name="text">What one wrote.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.InvalidArgument"/>: there is no URI.</exception>
    public static LayerText Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var (rest, kind) = (text, (LayerKind?)null);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0 && Kinds.IndexOf(text[..colon]) is >= 0 and var index)
        {
            (rest, kind) = (text[(colon + 1)..], Enum.GetValues<LayerKind>()[index]);
        }

        var settings = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        for (var comma = rest.LastIndexOf(','); comma >= 0; comma = rest.LastIndexOf(','))
        {
            var (name, value) = Split(rest[(comma + 1)..]);
            if (value is null || !LayerSettings.Names.Contains(name))
            {
                break;
            }

            settings.TryAdd(name, value);
            rest = rest[..comma];
        }

        return rest.Length > 0
            ? new LayerText(kind, rest, settings.ToImmutable())
            : throw new LamellaException(
                LamellaErrorCode.InvalidArgument, $"'{text}' names no source; write a path or URI after the kind.", expected: "kind:URI", got: text);
    }

    private static (string Name, string? Value) Split(string setting)
    {
        var equals = setting.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? (setting, null) : (setting[..equals], setting[(equals + 1)..]);
    }
}
