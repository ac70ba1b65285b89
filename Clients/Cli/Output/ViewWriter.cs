using System.Collections.Immutable;
using Lamella.Cli.Images;
using Lamella.Contracts.Arrays;
using Lamella.Contracts.Slicing;
using Lamella.Engine.Arrays.Formats.Npy;
using Lamella.Engine.Rendering;
using Lamella.Engine.Rendering.Cells;

namespace Lamella.Cli.Output;

/// <summary>Writes slices where the user wants them: to the terminal, a PNG or a NumPy file.</summary>
internal static class ViewWriter
{
    /// <summary>What <c>-o</c> takes for the terminal.</summary>
    public const string ToTerminal = "-";

    // The prompt and the figures below the picture stay in sight.
    private const int RowsKeptFree = 3;

    /// <summary>Cells that a picture may take.</summary>
    public static (int Rows, int Columns) Room(CommandConsole console) =>
        (Math.Max(1, console.Terminal.Rows - RowsKeptFree), console.Terminal.Columns);

    /// <summary>Throws where a file's name says nothing that can be written.</summary>
    /// <exception cref="UsageException">Neither <c>-</c>, <c>.png</c> nor <c>.npy</c>.</exception>
    public static void CheckName(string output)
    {
        if (output != ToTerminal && Path.GetExtension(output).ToLowerInvariant() is not (".png" or ".npy"))
        {
            throw new UsageException($"Cannot write '{output}'; name a .png or .npy file, or '-' for the terminal.");
        }
    }

    /// <summary>Writes a view.</summary>
    /// <param name="console">The terminal.</param>
    /// <param name="view">The slices.</param>
    /// <param name="output"><c>-</c>, or a file that ends in <c>.png</c> or <c>.npy</c>.</param>
    /// <param name="depth">What the terminal can show.</param>
    /// <param name="cancellationToken">Stops writing.</param>
    public static async Task WriteAsync(
        CommandConsole console, SlicedView view, string output, ColorDepth depth, CancellationToken cancellationToken)
    {
        if (output == ToTerminal)
        {
            DrawInTerminal(console, ViewPicture.Draw(view), depth);
        }
        else if (Path.GetExtension(output).Equals(".npy", StringComparison.OrdinalIgnoreCase))
        {
            var (shape, dataType, elements) = Stack(view);
            await using var file = File.Create(output);
            await NpyWriter.WriteAsync(file, shape, dataType, elements, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await File.WriteAllBytesAsync(output, PngEncoder.Encode(ViewPicture.Draw(view)), cancellationToken).ConfigureAwait(false);
        }
    }

    private static void DrawInTerminal(CommandConsole console, RgbaImage picture, ColorDepth depth)
    {
        var room = Room(console);
        var (rows, columns) = CellPicture.Fit(picture.Height, picture.Width, room.Rows, room.Columns);
        console.Out.Write(AnsiEncoder.Encode(CellPicture.Draw(picture, rows, columns, depth), depth));
        console.Out.Flush();
    }

    // One layer is an array as it is displayed; several become the first axis of one.
    private static (ImmutableArray<long> Shape, DataType DataType, byte[] Elements) Stack(SlicedView view)
    {
        if (view.Layers.Count == 0)
        {
            return ([.. Enumerable.Repeat(1L, view.Dims.Displayed.Length)], DataType.UInt8, new byte[1]);
        }

        if (view.Layers.Any(layer => layer.Response is not ImageSliceResponse))
        {
            throw new UsageException("A .npy holds the elements of images and labels alone; write the others into a .png.");
        }

        ImageSliceResponse[] responses = [.. view.Layers.Select(layer => layer.Response).Cast<ImageSliceResponse>()];
        var first = responses[0];
        var shape = first.Shape.Select(extent => (long)extent);
        if (view.Layers.Count == 1)
        {
            return ([.. shape], first.DataType, view.Layers[0].Elements);
        }

        return responses.All(response => response.Shape.SequenceEqual(first.Shape) && response.DataType == first.DataType)
            ? ([view.Layers.Count, .. shape], first.DataType, [.. view.Layers.SelectMany(layer => layer.Elements)])
            : throw new UsageException("The channels' slices differ in shape or type, so one .npy cannot hold them; name one with --channel.");
    }
}
