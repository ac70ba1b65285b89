using Lamella.Contracts.Errors;
using Lamella.Contracts.Grains;
using Lamella.Contracts.Layers;

namespace Lamella.Grains.Viewers;

/// <summary>Checks what clients say of layers.</summary>
internal static class LayerSpecs
{
    private const int MaxTextLength = 4096;

    /// <summary>Lets a spec pass that can be worked with.</summary>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.InvalidArgument"/>: the message names the part.</exception>
    public static void EnsureValid(LayerSpec spec)
    {
        if (spec is null)
        {
            throw Invalid("There is no layer to add or change.", null);
        }

        if (!LayerGrainKey.IsPart(spec.Id.Value))
        {
            throw Invalid($"A layer's id is 1 to {LayerGrainKey.MaxPartLength} of A-Z a-z 0-9 . _ -, not '{spec.Id.Value}'.", spec.Id.Value);
        }

        if (string.IsNullOrWhiteSpace(spec.Source?.Uri) || spec.Source.Uri.Length > MaxTextLength)
        {
            throw Invalid($"Layer '{spec.Id}' has no source; give a path or URI.", spec.Source?.Uri);
        }

        if (spec.Name is null or { Length: > MaxTextLength })
        {
            throw Invalid($"Layer '{spec.Id}' has no name, or one of more than {MaxTextLength} characters.", spec.Name);
        }

        LayerSpecParts.EnsureWhole(spec);
        if (!(spec.Opacity is >= 0 and <= 1))
        {
            throw Invalid($"The opacity of layer '{spec.Name}' is 0 to 1.", $"{spec.Opacity}");
        }

        if (spec is ImageLayerSpec image)
        {
            EnsureValid(image);
        }

        if (spec is LabelsLayerSpec labels && (labels.Contour < 0 || !double.IsFinite(labels.Seed)))
        {
            throw Invalid($"The contour of layer '{labels.Name}' is 0 pixels or more, and its seed a number.", $"{labels.Contour}, {labels.Seed}");
        }
    }

    private static void EnsureValid(ImageLayerSpec image)
    {
        if (!(image.Gamma > 0) || !double.IsFinite(image.Gamma))
        {
            throw Invalid($"The gamma of layer '{image.Name}' is above 0.", $"{image.Gamma}");
        }

        if (image.ContrastLimits is { } limits && !(limits.Start < limits.End))
        {
            throw Invalid($"The contrast limits of layer '{image.Name}' end above their start.", $"{limits.Start} … {limits.End}");
        }
    }

    private static LamellaException Invalid(string message, string? got) =>
        new(LamellaErrorCode.InvalidArgument, message, got: got);
}
