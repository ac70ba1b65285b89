using Lamella.Contracts.Monitoring;
using Lamella.Engine.Rendering.Cells;
using Lamella.Terminal.Drawing;
using Lamella.Terminal.Keys;
using Lamella.Terminal.Monitoring;
using Lamella.Terminal.Tests.Snapshots;
using Xunit;

namespace Lamella.Terminal.Tests.Monitoring;

/// <summary>Every screen of the monitor, as files that one can look at, and what its keys do.</summary>
public sealed class TopScreenTests
{
    public static TheoryData<int, int, string, string> Screens => new(
        from size in new[] { (Rows: 24, Columns: 80), (Rows: 60, Columns: 200) }
        from page in Enum.GetNames<TopPage>()
        from depth in Enum.GetNames<ColorDepth>()
        select new TheoryDataRow<int, int, string, string>(size.Rows, size.Columns, page, depth));

    [Theory]
    [MemberData(nameof(Screens))]
    public void Draw_aPage_showsWhatIsExpected(int rows, int columns, string page, string depth)
    {
        var state = SampleClusters.Of(rows, columns, Enum.Parse<TopPage>(page), Enum.Parse<ColorDepth>(depth));

        Snapshot.Verify(TopScreen.Draw(state), $"{page}-{depth}".ToLowerInvariant());
    }

    [Fact]
    public void Press_enterOnAViewer_showsItsLayersAlone()
    {
        var state = Press(SampleClusters.Of(24, 80, TopPage.Viewers), "enter");

        Assert.Equal(TopPage.Layers, state.Page);
        Assert.All(TopTables.RowsOf(state), row => Assert.Equal(state.Scope, row.Key));
    }

    [Fact]
    public void Press_slashAndText_keepsTheRowsWithIt()
    {
        var state = Press(SampleClusters.Of(24, 80, TopPage.Layers), "/", "n", "u", "c", "enter");

        Assert.All(TopTables.RowsOf(state), row => Assert.Contains("nuclei", row.Cells[0].Text, StringComparison.Ordinal));
        Assert.Equal(2, TopTables.RowsOf(state).Length);
    }

    [Fact]
    public void Press_r_turnsTheOrderRound()
    {
        var before = SampleClusters.Of(24, 80, TopPage.Layers);

        var after = Press(before, "r");

        Assert.Equal(TopTables.RowsOf(before).Select(row => row.Cells[0].Text).Reverse(), TopTables.RowsOf(after).Select(row => row.Cells[0].Text));
    }

    [Fact]
    public void Report_afterASiloBeganAnew_countsItFromNothing()
    {
        var before = SampleClusters.Report(50);
        var anew = before with { Silos = [.. before.Silos.Select(silo => silo with { Silo = silo.Silo + "1", Slices = new SliceCounters { Ready = 7 } })] };

        Assert.Equal(14, ClusterHistory.SlicesOf(anew, before).Ready);
    }

    [Fact]
    public void ToJson_ofAReport_tellsSilosLayersAndReasons()
    {
        using var json = System.Text.Json.JsonDocument.Parse(TopReport.ToJson(SampleClusters.Report(30)));

        Assert.Equal(2, json.RootElement.GetProperty("silos").GetArrayLength());
        Assert.Equal(4, json.RootElement.GetProperty("layers").GetArrayLength());
        Assert.StartsWith("read", json.RootElement.GetProperty("slowest")[0].GetProperty("why").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Reduce_tenThousandRandomInputs_neverThrowsAndDrawsTheWholeScreen()
    {
        var random = new Random(4);
        var state = SampleClusters.Of(24, 80, TopPage.Cluster);
        string[] keys = [.. TopKeys.Default.Actions.SelectMany(action => action.Keys).Select(key => key.Name), "x", "5", "漢"];
        for (var count = 0; count < 10_000; count++)
        {
            TopInput input = random.Next(10) switch
            {
                < 7 => new TopInput.KeyDown(new KeyPress(keys[random.Next(keys.Length)])),
                7 => new TopInput.Resized(new ScreenSize(random.Next(0, 70), random.Next(0, 210))),
                8 => new TopInput.Reported(TimeSpan.FromSeconds(60 + count), SampleClusters.Report(60)),
                _ => new TopInput.Wheel(random.Next(-2, 3)),
            };
            (state, _) = TopReducer.Reduce(state, input);
            if (count % 50 == 0)
            {
                var screen = TopScreen.Draw(state);
                Assert.Equal((state.Size.Rows, state.Size.Columns), (screen.Rows, screen.Columns));
            }
        }
    }

    private static TopState Press(TopState state, params string[] keys) =>
        keys.Aggregate(state, static (now, key) => TopReducer.Reduce(now, new TopInput.KeyDown(new KeyPress(key))).State);
}
