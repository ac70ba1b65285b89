using System.Text.Json;
using System.Text.Json.Serialization;

namespace Lamella.Tests.RealData;

/// <summary>One file of data/expected: an array of a real image, and slices of it with their hashes.</summary>
internal sealed record ExpectedArray
{
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    [JsonPropertyName("file")]
    public required string File { get; init; }

    [JsonPropertyName("inner")]
    public string Inner { get; init; } = string.Empty;

    [JsonPropertyName("shape")]
    public required long[] Shape { get; init; }

    [JsonPropertyName("dtype")]
    public required string Dtype { get; init; }

    [JsonPropertyName("sha256_C_order_LE")]
    public string? Sha256 { get; init; }

    [JsonPropertyName("slices")]
    public ExpectedSlice[] Slices { get; init; } = [];

    public static IEnumerable<ExpectedArray> ReadAll(string folder) => Directory.EnumerateFiles(folder, "*.json")
        .Where(static path => !Path.GetFileName(path).StartsWith("points_", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal)
        .Select(static path => JsonSerializer.Deserialize<ExpectedArray>(System.IO.File.ReadAllBytes(path))!);
}
