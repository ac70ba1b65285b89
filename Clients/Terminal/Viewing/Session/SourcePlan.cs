using Lamella.Contracts.Layers;
using Lamella.Sdk;
using Lamella.Sdk.Layers;

namespace Lamella.Terminal.Viewing.Session;

/// <summary>Which layers show a source of any kind.</summary>
internal static class SourcePlan
{
    /// <summary>Plans the layers: of an image one for each channel, else one.</summary>
    /// <param name="client">The service, which looks at the source.</param>
    /// <param name="layer">What the user says of it.</param>
    /// <param name="resolve">Makes a path absolute.</param>
    /// <exception cref="Contracts.Errors.LamellaException">The source cannot be opened, or a setting cannot be.</exception>
    public static async Task<IReadOnlyList<LayerSpec>> CreateAsync(LamellaClient client, LayerText layer, Func<string, string> resolve)
    {
        var uri = resolve(layer.Uri);
        var kind = layer.Kind ?? await client.GetLayerKindAsync(uri).ConfigureAwait(false);
        if (kind != LayerKind.Image)
        {
            return [LayerSpecs.Create(kind, uri, layer.Settings)];
        }

        var info = await client.GetImageInfoAsync(uri).ConfigureAwait(false);
        return layer.Kind is null && info.IsLabels
            ? [LayerSpecs.Create(LayerKind.Labels, uri, layer.Settings)]
            : [.. ChannelPlan.Of(info, uri, layer.Settings.Whole("channel")).Select(spec => LayerSpecs.Apply(spec, layer.Settings))];
    }
}
