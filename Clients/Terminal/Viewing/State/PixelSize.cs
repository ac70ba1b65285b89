namespace Lamella.Terminal.Viewing.State;

/// <summary>Pixels of a canvas: half blocks, braille dots or those of a graphics terminal; always square.</summary>
internal readonly record struct PixelSize(int Height, int Width);
