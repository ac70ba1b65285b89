using System.Text.Json.Serialization;

namespace Lamella.Tests.RealData;

internal sealed record ExpectedReduction
{
    [JsonPropertyName("axis")]
    public required int Axis { get; init; }

    [JsonPropertyName("op")]
    public required string Operation { get; init; }
}
