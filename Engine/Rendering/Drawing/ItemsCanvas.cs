using Lamella.Engine.Rendering.Compositing;
using SkiaSharp;

namespace Lamella.Engine.Rendering.Drawing;

/// <summary>A transparent picture of a canvas's size into which items are drawn with smooth edges. Coordinates are canvas pixels, whole ones their centres.</summary>
internal sealed class ItemsCanvas : IDisposable
{
    private readonly SKImageInfo _info;
    private readonly SKSurface _surface;
    private readonly SKPaint _paint = new() { IsAntialias = true, StrokeJoin = SKStrokeJoin.Round };

    /// <summary>Creates a canvas.</summary>
    /// <param name="height">Rows, ≥ 1.</param>
    /// <param name="width">Pixels a row, ≥ 1.</param>
    public ItemsCanvas(int height, int width)
    {
        _info = new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Premul);
        _surface = SKSurface.Create(_info) ?? throw new ArgumentException($"There is no memory for a canvas of {height}×{width} pixels.", nameof(height));
    }

    /// <summary>Where a place of the plane lies in the picture, whose pixels begin, not end, at whole coordinates.</summary>
    public static SKPoint At(double row, double column) => new((float)(column + 0.5), (float)(row + 0.5));

    /// <summary>Whether something around a place can be seen.</summary>
    /// <param name="place">The place; NaN is nowhere.</param>
    /// <param name="reach">How far it reaches, pixels.</param>
    public bool Shows(SKPoint place, float reach) =>
        place.X >= -reach && place.Y >= -reach && place.X <= _info.Width + reach && place.Y <= _info.Height + reach;

    /// <summary>Fills an outline.</summary>
    public void Fill(SKPath path, Rgba color)
    {
        if (color.A > 0)
        {
            _paint.Style = SKPaintStyle.Fill;
            _paint.Color = ColorOf(color);
            _surface.Canvas.DrawPath(path, _paint);
        }
    }

    /// <summary>Draws an outline, half of its width to each side.</summary>
    public void Stroke(SKPath path, Rgba color, float width)
    {
        if (color.A > 0 && width > 0)
        {
            SetStroke(color, width);
            _surface.Canvas.DrawPath(path, _paint);
        }
    }

    /// <summary>Fills a circle and draws its outline.</summary>
    public void Disc(SKPoint center, float radius, Rgba face, Rgba border, float borderWidth)
    {
        if (face.A > 0)
        {
            _paint.Style = SKPaintStyle.Fill;
            _paint.Color = ColorOf(face);
            _surface.Canvas.DrawCircle(center, radius, _paint);
        }

        if (border.A > 0 && borderWidth > 0)
        {
            SetStroke(border, borderWidth);
            _surface.Canvas.DrawCircle(center, radius, _paint);
        }
    }

    /// <summary>Draws a line of one colour.</summary>
    public void Line(SKPoint from, SKPoint to, Rgba color, float width)
    {
        if (color.A > 0)
        {
            SetStroke(color, width);
            _surface.Canvas.DrawLine(from, to, _paint);
        }
    }

    /// <summary>Draws a line whose colour changes from one end to the other.</summary>
    public void Line(SKPoint from, SKPoint to, Rgba start, Rgba end, float width)
    {
        if (start == end)
        {
            Line(from, to, start, width);
            return;
        }

        using var shader = SKShader.CreateLinearGradient(from, to, [ColorOf(start), ColorOf(end)], SKShaderTileMode.Clamp);
        SetStroke(Rgba.Black, width);
        _paint.Shader = shader;
        _surface.Canvas.DrawLine(from, to, _paint);
        _paint.Shader = null;
    }

    /// <summary>Fills triangles, three corners each, with colours that change from corner to corner.</summary>
    public void Triangles(SKPoint[] corners, SKColor[] colors)
    {
        using var vertices = SKVertices.CreateCopy(SKVertexMode.Triangles, corners, colors);
        _paint.Style = SKPaintStyle.Fill;
        _paint.Color = SKColors.White;
        _surface.Canvas.DrawVertices(vertices, SKBlendMode.Modulate, _paint);
    }

    /// <summary>What was drawn, as a layer of the canvas's own size.</summary>
    public unsafe ColorLayer ToLayer()
    {
        var image = new RgbaImage(_info.Height, _info.Width);
        fixed (byte* pixels = image.Bytes)
        {
            _surface.ReadPixels(_info.WithAlphaType(SKAlphaType.Unpremul), (nint)pixels, _info.RowBytes, 0, 0);
        }

        return new ColorLayer(image);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _paint.Dispose();
        _surface.Dispose();
    }

    /// <summary>A colour in the library's terms.</summary>
    public static SKColor ColorOf(Rgba color) => new(color.R, color.G, color.B, color.A);

    private void SetStroke(Rgba color, float width)
    {
        _paint.Style = SKPaintStyle.Stroke;
        _paint.StrokeWidth = width;
        _paint.Color = ColorOf(color);
    }
}
