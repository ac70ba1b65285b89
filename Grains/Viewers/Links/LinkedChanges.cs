using Lamella.Contracts.Errors;
using Lamella.Contracts.Grains;
using Lamella.Contracts.Viewers;

namespace Lamella.Grains.Viewers.Links;

/// <summary>Checks what others say of a linked part.</summary>
internal static class LinkedChanges
{
    /// <summary>Lets a change pass that can be worked with.</summary>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.InvalidArgument"/>: it says nothing of its part.</exception>
    public static void EnsureValid(LinkedChange change)
    {
        var isWhole = change.Part switch
        {
            LinkedParts.Point or LinkedParts.Zoom or LinkedParts.Layers when change is { Asks: true, TakesOver: false, Stamp.Time: 0, Layers.IsDefaultOrEmpty: true, LayerStamps.IsDefaultOrEmpty: true } => true,
            LinkedParts.Point => !change.Point.IsDefault,
            LinkedParts.Zoom => change.FieldOfView is { Start.IsDefault: false, Stop.IsDefault: false, CanvasSize.IsDefaultOrEmpty: false } && !change.Displayed.IsDefault,
            LinkedParts.Layers => !change.Layers.IsDefault && !change.LayerStamps.IsDefault && change.Layers.All(static layer => layer is { Spec: not null, Info: not null }),
            _ => false,
        };
        if (!isWhole)
        {
            throw new LamellaException(LamellaErrorCode.InvalidArgument, $"A change of {change.Part} says nothing of it; only viewers send such changes.", got: $"{change.Part}");
        }
    }
}
