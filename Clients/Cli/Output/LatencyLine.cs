using Lamella.Cli.Images;
using Lamella.Contracts.Slicing;

namespace Lamella.Cli.Output;

/// <summary>What a slice took, in one line.</summary>
internal static class LatencyLine
{
    public static string Of(SlicedView view)
    {
        var chunks = view.Chunks;
        var levels = string.Join('+', view.Layers.Select(layer => layer.Response).OfType<ImageSliceResponse>().Select(response => response.Level).Distinct());
        var level = levels.Length > 0 ? $"level {levels}, " : "";
        return $"ready in {Figures.Milliseconds(view.Latency)} ({level}{chunks.Chunks} chunks, {chunks.Hits} at hand, {Figures.Bytes(chunks.BytesRead)} read)";
    }
}
