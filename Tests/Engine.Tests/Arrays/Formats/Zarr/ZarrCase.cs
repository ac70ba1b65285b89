using System.Text.Json;
using System.Text.Json.Serialization;

namespace Lamella.Engine.Tests.Arrays.Formats.Zarr;

/// <summary>One array of an expected.json.</summary>
internal sealed record ZarrCase
{
    [JsonPropertyName("case")]
    public string? Case { get; init; }

    [JsonPropertyName("path")]
    public string? FixturePath { get; init; }

    [JsonPropertyName("array")]
    public string? Array { get; init; }

    [JsonPropertyName("format")]
    public string? Format { get; init; }

    [JsonPropertyName("expect")]
    public required string Expect { get; init; }

    [JsonPropertyName("shape")]
    public long[]? Shape { get; init; }

    [JsonPropertyName("sha256_C_order_LE")]
    public string? Sha256 { get; init; }

    /// <summary>The array's path beneath the folder of expected.json.</summary>
    public string Path => FixturePath ?? (string.IsNullOrEmpty(Array) ? Case! : $"{Case}/{Array}");

    public static IReadOnlyList<ZarrCase> Read(string folder)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(System.IO.Path.Combine(folder, "expected.json")));
        return document.RootElement.GetProperty("arrays").Deserialize<ZarrCase[]>()!;
    }
}
