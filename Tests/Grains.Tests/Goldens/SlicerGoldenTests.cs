using System.Text.Json;
using Lamella.Engine.Tests.Goldens;
using Lamella.Grains.Tests.Support;
using Xunit;

namespace Lamella.Grains.Tests.Goldens;

/// <summary>
/// napari's recorded slicer sequences, played on two silos. Compared are what the caller's thread sees (requests,
/// synchronous slices, what submit returned, states, what a consumer has), which slices of each layer were delivered in
/// which order, how each task ended, and what was reported. Not compared are the moments at which slices begin, which
/// napari's one thread orders and Lamella's layers do not; pending and running are one state.
/// </summary>
public sealed class SlicerGoldenTests(SlicerFixture fixture) : IClassFixture<SlicerFixture>
{
    private static readonly Lazy<JsonElement> Differences = new(() => JsonDocument
        .Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Goldens", "slicer-differences.json"))).RootElement);

    [Fact]
    public Task Family_slicer_allCases() => GoldenRun.FamilyAsync("slicer", NapariAnswerAsync, OwnAnswerAsync);

    private async Task NapariAnswerAsync(GoldenCase golden) =>
        SlicerAnswer.FromNapari(golden.Expect).AssertEqual(await SlicerPlay.RunAsync(fixture, golden));

    private async Task OwnAnswerAsync(GoldenCase golden) =>
        SlicerAnswer.FromNapari(Differences.Value.GetProperty(golden.Id)).AssertEqual(await SlicerPlay.RunAsync(fixture, golden));
}
