using Lamella.Terminal.Viewing.State;

namespace Lamella.Terminal.Viewing.Screens;

/// <summary>What failed, for places with little room.</summary>
internal static class FailureText
{
    /// <summary>A reason without the way to its layer's source, which is the longer and the lesser part of it.</summary>
    public static string Brief(string reason, LayerEntry? layer)
    {
        if (layer is null)
        {
            return reason;
        }

        var source = layer.Spec.Source.Uri.TrimEnd('/');
        return reason
            .Replace($"file://{source}/", "", StringComparison.Ordinal)
            .Replace($"{source}/", "", StringComparison.Ordinal);
    }
}
