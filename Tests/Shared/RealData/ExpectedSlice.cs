using System.Text.Json.Serialization;

namespace Lamella.Tests.RealData;

/// <summary>A box of an array, perhaps projected along an axis or transposed, and the hash of its bytes.</summary>
internal sealed record ExpectedSlice
{
    [JsonPropertyName("kind")]
    public required string Kind { get; init; }

    [JsonPropertyName("start")]
    public required long[] Start { get; init; }

    [JsonPropertyName("stop")]
    public required long[] Stop { get; init; }

    [JsonPropertyName("step")]
    public required long[] Step { get; init; }

    [JsonPropertyName("transpose")]
    public int[]? Transpose { get; init; }

    [JsonPropertyName("reduce")]
    public ExpectedReduction? Reduce { get; init; }

    [JsonPropertyName("dtype")]
    public required string Dtype { get; init; }

    [JsonPropertyName("sha256")]
    public required string Sha256 { get; init; }

    public int[] Shape => [.. Start.Select((first, axis) => (int)((Stop[axis] - first + Step[axis] - 1) / Step[axis]))];
}
