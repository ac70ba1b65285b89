using Lamella.Contracts.Arrays;

namespace Lamella.Engine.Arrays.Formats.Tiff;

/// <summary>How the pixels of a page lie: pages of one series have one layout.</summary>
internal sealed record TiffLayout
{
    /// <summary>Columns.</summary>
    public required int Width { get; init; }

    /// <summary>Rows.</summary>
    public required int Height { get; init; }

    /// <summary>Values of a pixel.</summary>
    public required int Samples { get; init; }

    /// <summary>Type of a value.</summary>
    public required DataType DataType { get; init; }

    /// <summary>How segments are compressed.</summary>
    public required TiffCompression Compression { get; init; }

    /// <summary>1 none, 2 horizontal differences, 3 floating point.</summary>
    public required int Predictor { get; init; }

    /// <summary>Whether the samples of a pixel lie in segments apart (PlanarConfiguration 2).</summary>
    public required bool IsPlanar { get; init; }

    /// <summary>Whether segments are tiles, rather than strips.</summary>
    public required bool IsTiled { get; init; }

    /// <summary>Columns of a segment: the tile's, or all.</summary>
    public required int SegmentWidth { get; init; }

    /// <summary>Rows of a segment: the tile's, or the strip's.</summary>
    public required int SegmentHeight { get; init; }

    /// <summary>Byte order of values.</summary>
    public required bool IsBigEndian { get; init; }

    /// <summary>PhotometricInterpretation: 0 and 1 grey, 2 RGB, 3 palette.</summary>
    public required int Photometric { get; init; }

    /// <summary>Why the pixels cannot be read; null where they can.</summary>
    public string? Objection { get; init; }

    /// <summary>Whether pixels are RGB or RGBA.</summary>
    public bool IsRgb => Photometric == 2 && Samples is 3 or 4;

    /// <summary>Whether the samples are the array's last axis; else, where there are several, an axis before the rows.</summary>
    public bool HasSampleAxis => Samples > 1 && (!IsPlanar || IsRgb);

    /// <summary>Samples that lie together in a segment.</summary>
    public int SegmentSamples => IsPlanar ? 1 : Samples;

    /// <summary>Bytes of a row of a segment.</summary>
    public long SegmentRowBytes => (long)SegmentWidth * SegmentSamples * DataType.ItemSize();

    /// <summary>Segments beside each other.</summary>
    public int SegmentsAcross => (int)(((long)Width + SegmentWidth - 1) / SegmentWidth);

    /// <summary>Segments above each other.</summary>
    public int SegmentsDown => (int)(((long)Height + SegmentHeight - 1) / SegmentHeight);

    /// <summary>All segments of the page.</summary>
    public long SegmentCount => (long)SegmentsAcross * SegmentsDown * (IsPlanar ? Samples : 1);
}
