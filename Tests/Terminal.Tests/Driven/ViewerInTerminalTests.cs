using System.Text.RegularExpressions;
using Xunit;

namespace Lamella.Terminal.Tests.Driven;

/// <summary>What a person does with <c>lamella view</c>, in a real terminal with real data.</summary>
[Collection(DrivenCollection.Name)]
public sealed partial class ViewerInTerminalTests
{
    private static readonly string[] Folders = ["idr6001240_v01.zarr"];

    [Fact]
    public async Task View_realData_followsKeysMouseAndSize()
    {
        var data = DrivenCommand.Data(Folders);
        await using var terminal = await DrivenCommand.RunAsync(24, 80, "view", data);
        await terminal.WaitForAsync(Sliced, "a slice");

        await terminal.PressAsync("Right", "Right", "Right");
        await terminal.WaitForAsync("120/235");

        var screen = await terminal.CaptureAsync();
        var (row, column) = PlaceOf(screen, '●', from: LineOf(screen, "120/235"));
        await terminal.PressMouseAsync(row, column);
        await terminal.DragMouseAsync(row, column, column + 12);
        var dragged = StepOf(await terminal.WaitForAsync(now => StepOf(now) > 160, "the slider dragged to the right"));

        await terminal.PressAsync("Space");
        var playing = StepOf(await terminal.WaitForAsync(now => now.Contains('▶') && StepOf(now) != dragged, "the next frame"));
        await terminal.WaitForAsync(now => StepOf(now) != playing, "the frame after it");
        await terminal.PressAsync("Space");
        await terminal.WaitForAsync(now => !now.Contains('▶'), "no more playing");

        await terminal.PressAsync("X");
        await terminal.WaitForAsync(now => now.Contains("limits 0", StringComparison.Ordinal) && !now.Contains("limits 0 – 1500", StringComparison.Ordinal), "another upper limit");
        await terminal.PressAsync("a");
        await terminal.WaitForAsync(now => !now.Contains("limits 0 ", StringComparison.Ordinal), "limits from the slice");

        await terminal.PressAsync("3");
        await terminal.WaitForAsync(now => now.Contains("zx", StringComparison.Ordinal) && now.Contains("yz", StringComparison.Ordinal), "orthogonal views");

        await terminal.ResizeAsync(60, 200);
        await terminal.WaitForAsync(now => now.Split('\n') is { Length: >= 60 } lines && lines[59].TrimEnd().Length > 150, "the latency line in row 60");
    }

    [Fact]
    public async Task View_detachedAndAttachedAgain_showsTheSameScreen()
    {
        await using var terminal = await DrivenCommand.RunAsync(24, 80, "view", DrivenCommand.Data(Folders));
        var shown = StepOf(await terminal.WaitForAsync(Sliced, "a slice"));

        for (var time = 0; time < 2; time++)
        {
            await using var outer = await terminal.AttachAsync(25, 80);
            var seen = await outer.WaitForAsync(now => Sliced(now) && now.Contains("layers", StringComparison.Ordinal), "the viewer within");
            Assert.Equal(shown, StepOf(seen));
            await outer.PressAsync("Right");
            shown = StepOf(await outer.WaitForAsync(now => StepOf(now) == shown + 1, "the next step"));
            await terminal.TmuxAsync("detach-client");
        }
    }

    [Fact]
    public async Task View_aDamagedChunk_showsTheReasonWhereItBelongs()
    {
        var folder = Directory.CreateTempSubdirectory("lamella-damaged-");
        try
        {
            var zarr = Path.Combine(folder.FullName, "damaged.zarr");
            Copy(DrivenCommand.Data("tubhiswt4D_v04.zarr"), zarr);
            foreach (var chunk in Directory.EnumerateFiles(zarr, "*", SearchOption.AllDirectories).Where(file => ChunkName().IsMatch(Path.GetFileName(file))))
            {
                await File.WriteAllBytesAsync(chunk, [1, 2, 3, 4], TestContext.Current.CancellationToken);
            }

            await using var terminal = await DrivenCommand.RunAsync(24, 80, "view", zarr);
            await terminal.WaitForAsync("is damaged");
            await terminal.PressAsync("e");
            await terminal.WaitForAsync("! now");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static bool Sliced(string screen) => screen.Contains("p50", StringComparison.Ordinal);

    private static int LineOf(string screen, string text) =>
        screen.Split('\n').ToList().FindIndex(line => line.Contains(text, StringComparison.Ordinal));

    private static (int Row, int Column) PlaceOf(string screen, char glyph, int from) => (from, screen.Split('\n')[from].IndexOf(glyph));

    /// <summary>Where the slider stands; -1 where none is shown.</summary>
    private static int StepOf(string screen) => SliderText().Match(screen) is { Success: true } match
        ? int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture)
        : -1;

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    [GeneratedRegex(@"(\d+)/235")]
    private static partial Regex SliderText();

    [GeneratedRegex(@"^\d+$")]
    private static partial Regex ChunkName();
}
