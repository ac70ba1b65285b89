using System.Text.Json;
using Xunit;

namespace Lamella.Grains.Tests.Goldens;

/// <summary>What came of a slicer sequence, as lines of text that two implementations can agree on.</summary>
/// <param name="Log">What the caller's thread saw, in order.</param>
/// <param name="Delivered">For each layer the ids of the slices that were delivered, in order.</param>
/// <param name="Tasks">How each task ended.</param>
/// <param name="Layers">Each layer as the consumer has it.</param>
/// <param name="Errors">What was reported.</param>
internal sealed record SlicerAnswer(
    IReadOnlyList<string> Log,
    IReadOnlyList<string> Delivered,
    IReadOnlyList<string> Tasks,
    IReadOnlyList<string> Layers,
    IReadOnlyList<string> Errors)
{
    public static SlicerAnswer FromNapari(JsonElement expect)
    {
        var log = expect.GetProperty("log").EnumerateArray().ToList();
        return new SlicerAnswer(
            [.. log.Select(Line).OfType<string>()],
            Delivery(log.Where(static entry => entry[0].GetString() == "ready").SelectMany(static entry => entry[1].EnumerateArray())
                .Select(static pair => (Layer: pair[0].GetString()!, Id: pair[1].GetInt32()))
                .Where(static pair => pair.Layer != "<dead>")),
            [.. expect.GetProperty("final_tasks").EnumerateObject().Select(static task => $"{task.Name} {Outcome(task.Value.GetString()!)}").Order()],
            [.. expect.GetProperty("layers").EnumerateObject().Select(Layer).Order()],
            [.. expect.GetProperty("errors_notified").EnumerateArray().Select(static error => error[1].GetString()!).Order()]);
    }

    public static IReadOnlyList<string> Delivery(IEnumerable<(string Layer, int Id)> pairs) =>
        [.. pairs.GroupBy(static pair => pair.Layer).Select(static group => $"{group.Key}: {string.Join(' ', group.Select(static pair => pair.Id))}").Order()];

    public static string LayerLine(string name, bool loaded, int? shown, int requests, int sync) =>
        $"{name} loaded={loaded} shown={shown?.ToString() ?? "-"} requests={requests} sync={sync}";

    public static string PumpedLine(IEnumerable<(string Layer, int? Shown, bool Loaded)> layers) =>
        $"pumped {string.Join(' ', layers.OrderBy(static layer => layer.Layer).Select(static layer => $"{layer.Layer}={layer.Shown?.ToString() ?? "-"},{layer.Loaded}"))}";

    public void AssertEqual(SlicerAnswer actual)
    {
        Assert.Equal(Log, actual.Log);
        Assert.Equal(Delivered, actual.Delivered);
        Assert.Equal(Tasks, actual.Tasks);
        Assert.Equal(Layers, actual.Layers);
        Assert.Equal(Errors, actual.Errors);
    }

    private static string? Line(JsonElement entry) => entry[0].GetString() switch
    {
        "request" => $"request {entry[1].GetString()} {entry[2].GetInt32()}",
        "sync" => $"sync {entry[1].GetString()}",
        "submitted" => $"submitted {entry[1].GetString()} {entry[2].GetString()}",
        "submit_raised" => $"submit_raised {entry[1].GetString()}",
        "idle" => $"idle {entry[1].GetBoolean()}",
        "state" => $"state {string.Join(' ', entry[1].EnumerateObject().Select(static task => $"{task.Name}={Outcome(task.Value.GetString()!)}"))}",
        "pumped" => PumpedLine(entry[1].EnumerateObject().Select(static layer =>
            (layer.Name, layer.Value[0].ValueKind == JsonValueKind.Null ? (int?)null : layer.Value[0].GetInt32(), layer.Value[1].GetBoolean()))),
        "shutdown" => "shutdown",
        _ => null,
    };

    private static string Outcome(string napari) =>
        napari.StartsWith("error", StringComparison.Ordinal) ? "error" : napari is "running" or "pending" ? "active" : napari;

    private static string Layer(JsonProperty layer)
    {
        var sync = layer.Value.GetProperty("sync").GetInt32();
        return layer.Value.TryGetProperty("loaded", out var loaded)
            ? LayerLine(
                layer.Name,
                loaded.GetBoolean(),
                layer.Value.GetProperty("shown").ValueKind == JsonValueKind.Null ? null : layer.Value.GetProperty("shown").GetInt32(),
                layer.Value.GetProperty("requests").GetInt32(),
                sync)
            : $"{layer.Name} sync={sync}";
    }
}
