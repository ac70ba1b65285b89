using System.Text.Json;

namespace Lamella.Engine.Tests.Goldens;

/// <summary>One case that napari answered; see the README in Data/goldens.zip.</summary>
internal sealed record GoldenCase(string Id, string Family, IReadOnlySet<string> Tags, JsonElement Json)
{
    public JsonElement Expect => Json.GetProperty("expect");

    public static GoldenCase From(JsonElement json) => new(
        json.GetProperty("id").GetString()!,
        json.GetProperty("family").GetString()!,
        json.TryGetProperty("tags", out var tags) ? tags.EnumerateArray().Select(tag => tag.GetString()!).ToHashSet() : [],
        json);
}
