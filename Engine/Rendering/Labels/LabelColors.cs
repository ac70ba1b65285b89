using System.Collections.Frozen;
using System.Numerics;
using System.Runtime.InteropServices;
using Lamella.Contracts.Arrays;
using Lamella.Contracts.Errors;
using Lamella.Contracts.Layers;
using Lamella.Engine.Slicing.Display;

namespace Lamella.Engine.Rendering.Labels;

/// <summary>The colours of a labels layer: a cycle by seed or one colour a label, all labels or the selected one, areas or outlines.</summary>
public sealed class LabelColors
{
    private readonly LabelCycle _cycle;
    private readonly FrozenDictionary<long, uint>? _direct;
    private readonly long? _only;
    private readonly int _contour;

    /// <summary>Looks up what a spec names.</summary>
    /// <param name="spec">The layer.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.InvalidArgument"/>: not a colour.</exception>
    public LabelColors(LabelsLayerSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        _cycle = new LabelCycle(spec.Seed);
        _direct = spec.Colors.IsDefaultOrEmpty
            ? null
            : spec.Colors.GroupBy(static color => color.Label).ToFrozenDictionary(static same => same.Key, static same => NamedColors.Parse(same.Last().Color).Packed);
        _only = spec.ShowSelectedLabel ? spec.SelectedLabel : null;
        _contour = Math.Max(0, spec.Contour);
    }

    /// <summary>The colour of a label; transparent where it is not drawn.</summary>
    /// <param name="label">The label.</param>
    public Rgba this[long label] => Rgba.FromPacked(Of(label));

    /// <summary>Paints a plane of labels.</summary>
    /// <param name="elements">The labels, C order, little-endian.</param>
    /// <param name="dataType">An integer type, or bool.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <exception cref="ArgumentException">The type is not an integer, or the bytes are not height × width elements.</exception>
    public RgbaImage Paint(ReadOnlySpan<byte> elements, DataType dataType, int height, int width)
    {
        if (elements.Length != (long)height * width * dataType.ItemSize())
        {
            throw new ArgumentException($"{elements.Length} bytes are not {height}×{width} labels of {dataType.ZarrName()}.", nameof(elements));
        }

        return dataType switch
        {
            DataType.Bool or DataType.UInt8 => Paint<byte>(elements, height, width),
            DataType.Int8 => Paint<sbyte>(elements, height, width),
            DataType.UInt16 => Paint<ushort>(elements, height, width),
            DataType.Int16 => Paint<short>(elements, height, width),
            DataType.UInt32 => Paint<uint>(elements, height, width),
            DataType.Int32 => Paint<int>(elements, height, width),
            DataType.UInt64 => Paint<ulong>(elements, height, width),
            DataType.Int64 => Paint<long>(elements, height, width),
            _ => throw new ArgumentException($"Labels are integers, not {dataType.ZarrName()}.", nameof(dataType)),
        };
    }

    private RgbaImage Paint<T>(ReadOnlySpan<byte> elements, int height, int width)
        where T : unmanaged, IBinaryInteger<T>
    {
        var labels = MemoryMarshal.Cast<byte, T>(elements);
        var outlines = _contour == 0 ? null : LabelContour.Of(labels, height, width, _contour);
        var image = new RgbaImage(height, width);
        var pixels = image.Pixels;

        // Neighbours mostly are of one label.
        var (last, color) = (T.Zero, ColorOf(T.Zero));
        for (var index = 0; index < labels.Length; index++)
        {
            if (labels[index] != last)
            {
                (last, color) = (labels[index], ColorOf(labels[index]));
            }

            pixels[index] = outlines is null || outlines[index] ? color : 0;
        }

        return image;
    }

    private uint ColorOf<T>(T label)
        where T : unmanaged, IBinaryInteger<T> => label is ulong large && large > long.MaxValue
        ? _direct is null && _only is null ? _cycle.OfUnsigned(large) : 0
        : Of(long.CreateTruncating(label));

    private uint Of(long label) =>
        _only is { } only && only != label ? 0
        : _direct is null ? _cycle[label]
        : _direct.GetValueOrDefault(label);
}
