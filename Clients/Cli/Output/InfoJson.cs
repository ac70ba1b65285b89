using System.Text.Json.Nodes;
using Lamella.Contracts.Arrays;
using Lamella.Contracts.Layers;

namespace Lamella.Cli.Output;

/// <summary>What an image holds, for programs. Names are those of the text form; shapes are slowest axis first.</summary>
internal static class InfoJson
{
    /// <summary>The document.</summary>
    public static JsonObject Of(ImageInfo info) => new()
    {
        ["source"] = info.Uri,
        ["format"] = info.Format,
        ["dtype"] = info.DataType.ZarrName(),
        ["labels"] = info.IsLabels,
        ["rgb"] = info.IsRgb,
        ["axes"] = Array(info.Axes, static axis => new JsonObject { ["name"] = axis.Name, ["type"] = axis.Type, ["unit"] = axis.Unit }),
        ["levels"] = Array(info.Levels, Level),
        ["channels"] = Array(info.Channels, Channel),
        ["related"] = Array(info.Related, static path => path),
        ["warnings"] = Array(info.Warnings, static warning => warning),
    };

    private static JsonObject Level(ImageLevelInfo level) => new()
    {
        ["shape"] = Array(level.Shape, static extent => extent),
        ["chunks"] = Array(level.ChunkShape, static extent => extent),
        ["shards"] = level.ShardShape.IsDefaultOrEmpty ? null : Array(level.ShardShape, static extent => extent),
        ["codecs"] = Array(level.Codecs, static codec => codec),
        ["data_to_world"] = Array(
            Enumerable.Range(0, level.Transform.Ndim + 1),
            row => Array(Enumerable.Range(0, level.Transform.Ndim + 1), column => level.Transform[row, column])),
    };

    private static JsonObject Channel(ImageChannel channel) => new()
    {
        ["label"] = channel.Label,
        ["color"] = channel.Color is { } rgb ? $"#{rgb:x6}" : null,
        ["window"] = channel is { WindowStart: { } start, WindowEnd: { } end } ? new JsonArray(start, end) : null,
        ["active"] = channel.Active,
    };

    private static JsonArray Array<T>(IEnumerable<T> items, Func<T, JsonNode?> toNode) => new([.. items.Select(toNode)]);
}
