namespace Lamella.Engine.Rendering.Labels;

/// <summary>
/// napari's cycle of 49 label colours: a low-discrepancy sequence through L*a*b*, shuffled by another one, so that
/// neighbouring numbers differ in colour. Label 0 is transparent, label 50 looks like label 1.
/// </summary>
internal sealed class LabelCycle
{
    /// <summary>Number of colours.</summary>
    public const int Length = 49;

    // Reciprocals of the golden ratio and of its kin in two and three dimensions.
    private const double Golden = 0.6180339887498948482;
    private const double Plastic = 1 / 1.32471795724474602596;
    private const double Third = 1 / 1.22074408460575947536;
    private const double Margin = 1.0 / 256;

    private readonly uint[] _colors = new uint[Length + 1];

    /// <summary>Works out the colours.</summary>
    /// <param name="seed">Where the sequences begin; only its fraction counts.</param>
    public LabelCycle(double seed)
    {
        // Far from 0 a number has no fraction left to walk through, and no colour would ever be found.
        seed = Fraction(seed);
        var sequence = Sequence(seed);
        for (var label = 1; label <= Length; label++)
        {
            _colors[label] = sequence[Place(label, seed)].Packed;
        }
    }

    /// <summary>The packed colour of a label.</summary>
    /// <param name="label">The label; negative ones have colours, too.</param>
    public uint this[long label] => label == 0 ? 0 : _colors[1 + (int)((((label - 1) % Length) + Length) % Length)];

    /// <summary>The packed colour of a label beyond the signed numbers.</summary>
    /// <param name="label">The label.</param>
    public uint OfUnsigned(ulong label) => label == 0 ? 0 : _colors[1 + (int)((label - 1) % Length)];

    /// <summary>Which colour of the sequence a label takes: as napari does, in single precision.</summary>
    private static int Place(int label, double seed)
    {
        var sum = (float)seed + (label * (float)Golden);
        var value = (float)Margin + ((1 - (2 * (float)Margin)) * (sum - MathF.Floor(sum)));

        // Length + 1 bounds from just above 0 to just below 1; the value lies between two of them.
        const double first = 0.00001;
        var step = (1 - (2 * first)) / Length;
        return value < first ? 0 : 1 + (int)((value - first) / step);
    }

    /// <summary>The first colours of the sequence that sRGB can show.</summary>
    private static List<Rgba> Sequence(double seed)
    {
        var colors = new List<Rgba>();
        for (var place = 0; colors.Count <= Length; place++)
        {
            var lab = new LabColor(
                100 * Fraction(seed + (place * Golden)),
                -86.18302974 + ((98.23305386 + 86.18302974) * Fraction(seed + (place * Plastic))),
                -107.85730021 + ((94.47812228 + 107.85730021) * Fraction(seed + (place * Third))));
            if (lab.TryToSrgb(out var color))
            {
                colors.Add(color);
            }
        }

        return colors;
    }

    private static double Fraction(double value) => value - Math.Floor(value);
}
