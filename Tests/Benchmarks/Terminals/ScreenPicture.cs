using System.Globalization;
using Lamella.Engine.Rendering;
using Lamella.Engine.Rendering.Cells;
using SkiaSharp;

namespace Lamella.Benchmarks.Terminals;

/// <summary>Paints a terminal's cells as a terminal would: half blocks and lines to the cell's edge, text in a monospaced font.</summary>
internal sealed class ScreenPicture : IDisposable
{
    private const int Width = 9, Height = 18;
    private const float TextSize = 14.5f, Baseline = 13.6f;

    private static readonly Rgba Foreground = Rgba.FromRgb(0xD7DAE0), Background = Rgba.FromRgb(0x16181D);

    private readonly SKTypeface _typeface;
    private readonly SKFont _font;
    private readonly SKPaint _paint = new() { IsAntialias = true };

    /// <param name="font">A monospaced TrueType font with blocks, arrows and box drawing.</param>
    public ScreenPicture(string font)
    {
        _typeface = SKTypeface.FromFile(font) ?? throw new FileNotFoundException($"There is no font {font}; Debian has it in fonts-dejavu-core.", font);
        _font = new SKFont(_typeface, TextSize) { Edging = SKFontEdging.Antialias, Hinting = SKFontHinting.Slight };
    }

    /// <summary>The cells as a PNG file.</summary>
    public byte[] Paint(CellGrid cells)
    {
        using var surface = SKSurface.Create(new SKImageInfo(cells.Columns * Width, cells.Rows * Height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        for (var row = 0; row < cells.Rows; row++)
        {
            for (var column = 0; column < cells.Columns; column++)
            {
                Paint(surface.Canvas, cells[row, column], column * Width, row * Height);
            }
        }

        using var image = surface.Snapshot();
        using var data = image.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    public void Dispose()
    {
        _paint.Dispose();
        _font.Dispose();
        _typeface.Dispose();
    }

    private void Paint(SKCanvas canvas, Cell cell, int x, int y)
    {
        Fill(canvas, cell.Background ?? Background, x, y, Width, Height);
        var front = cell.Foreground ?? Foreground;
        switch (cell.Glyph)
        {
            case ' ':
                break;
            case '▀':
                Fill(canvas, front, x, y, Width, Height / 2);
                break;
            case >= '▁' and <= '█':
                var rows = (cell.Glyph - '▁' + 1) * Height / 8;
                Fill(canvas, front, x, y + Height - rows, Width, rows);
                break;
            case >= '▉' and <= '▏':
                Fill(canvas, front, x, y, ('▏' - cell.Glyph + 1) * Width / 8, Height);
                break;
            case '─' or '━' or '├' or '┤' or '│':
                Line(canvas, front, cell.Glyph, x, y);
                break;
            default:
                _paint.Color = Of(front);
                canvas.DrawText(cell.Glyph.ToString(CultureInfo.InvariantCulture), x, y + Baseline, SKTextAlign.Left, _font, _paint);
                break;
        }
    }

    private void Line(SKCanvas canvas, Rgba color, char glyph, int x, int y)
    {
        const int MiddleX = Width / 2, MiddleY = Height / 2;
        var thickness = glyph == '━' ? 3 : 1;
        if (glyph != '│')
        {
            var (start, end) = glyph switch { '├' => (MiddleX, Width), '┤' => (0, MiddleX + 1), _ => (0, Width) };
            Fill(canvas, color, x + start, y + MiddleY - (thickness / 2), end - start, thickness);
        }

        if (glyph is '│')
        {
            Fill(canvas, color, x + MiddleX, y, 1, Height);
        }
        else if (glyph is '├' or '┤')
        {
            Fill(canvas, color, x + MiddleX, y + MiddleY - 4, 1, 9);
        }
    }

    private void Fill(SKCanvas canvas, Rgba color, int x, int y, int width, int height)
    {
        _paint.Color = Of(color);
        canvas.DrawRect(x, y, width, height, _paint);
    }

    private static SKColor Of(Rgba color) => new(color.R, color.G, color.B);
}
