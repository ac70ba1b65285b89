using System.Collections.Immutable;
using Lamella.Contracts.Slicing;
using Lamella.Contracts.Viewers;
using Lamella.Engine.Rendering.Cells;
using Lamella.Terminal.Drawing;
using Lamella.Terminal.Keys;
using Lamella.Terminal.Viewing;
using Lamella.Terminal.Viewing.Input;
using Lamella.Terminal.Viewing.Screens;
using Lamella.Terminal.Viewing.State;
using Xunit;

namespace Lamella.Terminal.Tests.Viewing;

/// <summary>The screen driven with random keys, mice, sizes and answers of the service.</summary>
public sealed class RandomSessionTests
{
    private const int Inputs = 10_000;

    private static readonly ImmutableArray<string> OtherKeys =
        ["a", "Z", "5", ",", "=", "[", "escape", "enter", "tab", "backspace", "space", "f9", "ctrl+z", "alt+up", "ctrl+alt+p", "/", "é", "漢"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Reduce_tenThousandRandomInputs_keepsTheLayoutWhole(int seed)
    {
        var random = new Random(seed);
        var state = SampleStates.Of(24, 80);
        var start = GC.GetTotalMemory(forceFullCollection: true);
        for (var count = 0; count < Inputs; count++)
        {
            var (after, effects) = ViewReducer.Reduce(state, Next(random, state), state.Now + TimeSpan.FromMilliseconds(random.Next(40)));
            state = effects.Aggregate(after, (now, effect) => Answer(random, now, effect));
            AssertWhole(state, count, isDrawn: count % 40 == 0);
        }

        var grown = GC.GetTotalMemory(forceFullCollection: true) - start;
        Assert.True(grown < 32 << 20, $"Memory grew by {grown >> 20} MiB over {Inputs} inputs.");
    }

    private static ViewInput Next(Random random, ViewState state) => random.Next(12) switch
    {
        < 6 => new ViewInput.KeyDown(AnyKey(random, state)),
        6 => new ViewInput.Resized(new ScreenSize(random.Next(0, 70), random.Next(0, 210))),
        7 => new ViewInput.CapabilitiesFound((ColorDepth)random.Next(4), random.Next(8) == 0 ? new PixelSize(20, 10) : null),
        8 or 9 => new ViewInput.Pointer((PointerKind)random.Next(5), random.Next(-1, 70), random.Next(-1, 210), random.Next(4) == 0),
        10 => new ViewInput.Pasted(random.Next(2) == 0 ? "z=4 x=1e300" : "\e[2J\u0000漢字"),
        _ => new ViewInput.Tick(),
    };

    private static KeyPress AnyKey(Random random, ViewState state)
    {
        var bound = state.Keys.Actions.Where(action => action.Action != ViewAction.Quit && action.Action != ViewAction.RemoveLayer)
            .SelectMany(action => action.Keys).ToList();
        return random.Next(3) == 0 ? new KeyPress(OtherKeys[random.Next(OtherKeys.Length)]) : bound[random.Next(bound.Count)];
    }

    /// <summary>A service that takes every change, and answers some at once, some with a failure, some not at all.</summary>
    private static ViewState Answer(Random random, ViewState state, ViewEffect effect)
    {
        var canvas = effect switch
        {
            ViewEffect.SetDims dims => dims.Canvas,
            ViewEffect.SetFieldOfView field => field.Canvas,
            ViewEffect.OpenCanvas opened => opened.Canvas,
            ViewEffect.FetchPixels fetch => fetch.Canvas,
            _ => -1,
        };
        if (canvas < 0 || canvas >= state.Canvases.Length)
        {
            return state;
        }

        var revision = state.Canvases[canvas].Accepted.Next();
        return effect switch
        {
            ViewEffect.OpenCanvas => Take(state, new ViewInput.CanvasOpened(canvas)),
            ViewEffect.FetchPixels { Response: var response } => Take(
                state, new ViewInput.PixelsArrived(canvas, SampleStates.Blob(response.Layer, response.Revision), TimeSpan.FromMilliseconds(1))),
            _ => Slice(Take(state, new ViewInput.ChangeAccepted(canvas, revision, state.Now)), canvas, revision, random.Next(10)),
        };
    }

    private static ViewState Slice(ViewState state, int canvas, Revision revision, int luck) => luck switch
    {
        < 6 => Take(state, new ViewInput.Happened(
            canvas, new SliceReady(SampleStates.Viewer, revision, revision.Counter, [SampleStates.Response(SampleStates.Nuclei, revision, revision.Counter)]))),
        6 => Take(state, new ViewInput.Happened(
            canvas,
            new SliceFailed(
                SampleStates.Viewer,
                revision,
                revision.Counter,
                [new SliceFailure(SampleStates.Membrane, revision, Contracts.Errors.LamellaErrorCode.StoreFailed, "the store\e[31m does not answer")],
                []))),
        7 => Take(state, new ViewInput.Happened(
            canvas, new LoadingChanged(SampleStates.Viewer, revision, revision.Counter, [new LoadingLayer(SampleStates.Nuclei, TimeSpan.FromSeconds(1))]))),
        _ => state,
    };

    private static ViewState Take(ViewState state, ViewInput input)
    {
        var (after, effects) = ViewReducer.Reduce(state, input, state.Now);
        return effects.OfType<ViewEffect.FetchPixels>().Aggregate(
            after,
            (now, fetch) => fetch.Canvas < now.Canvases.Length
                ? ViewReducer.Reduce(now, new ViewInput.PixelsArrived(fetch.Canvas, SampleStates.Blob(fetch.Response.Layer, fetch.Response.Revision), TimeSpan.Zero), now.Now).State
                : now);
    }

    private static void AssertWhole(ViewState state, int count, bool isDrawn)
    {
        Assert.InRange(state.Canvases.Length, 1, ViewState.MaxCanvases);
        Assert.InRange(state.ActiveCanvas, 0, state.Canvases.Length - 1);
        Assert.All(state.Canvases, canvas => Assert.True(double.IsFinite(canvas.Camera.Zoom) && canvas.Camera.Zoom > 0, $"zoom {canvas.Camera.Zoom} after {count} inputs"));
        if (!isDrawn)
        {
            return;
        }

        var screen = ViewScreen.Draw(state);
        Assert.Equal((state.Size.Rows, state.Size.Columns), (screen.Rows, screen.Columns));
        for (var row = 0; row < screen.Rows; row++)
        {
            for (var column = 0; column < screen.Columns; column++)
            {
                var glyph = screen[row, column].Glyph;
                Assert.True(glyph >= ' ' && SafeText.Of(glyph) == glyph, $"U+{(int)glyph:X4} at {row}, {column} after {count} inputs");
            }
        }

        if (!ViewLayout.IsTooSmall(state.Size))
        {
            AssertDisjoint(ViewLayout.Of(state), state.Size);
        }
    }

    private static void AssertDisjoint(ViewLayout layout, ScreenSize size)
    {
        Area[] areas = [layout.Title, .. layout.Canvases, layout.Layers, layout.Sliders, layout.Readout, layout.Latency];
        Assert.Equal(size.Rows * size.Columns, areas.Sum(area => area.Rows * area.Columns) + Spare(layout));
        Assert.All(areas, area => Assert.All(areas, other => Assert.True(area == other || area.Intersect(other).IsEmpty)));
    }

    /// <summary>Three canvases leave a quarter empty.</summary>
    private static int Spare(ViewLayout layout) => layout.Canvases.Length == 3
        ? layout.Canvases[2].Rows * layout.Canvases[1].Columns
        : 0;
}
