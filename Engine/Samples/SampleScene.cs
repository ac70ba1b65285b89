using System.Collections.Immutable;

namespace Lamella.Engine.Samples;

/// <summary>
/// A colony of cells that were never alive: nuclei in one channel, membranes and fibres in the other. Only additions,
/// multiplications, divisions and square roots are used, so that every machine computes the same bits.
/// </summary>
internal sealed class SampleScene
{
    /// <summary>Depth of the scene, in micrometers.</summary>
    public const float Depth = 32;

    /// <summary>Height and width of the scene, in micrometers.</summary>
    public const float Extent = 128;

    private const float CellRadius = 9.5f;
    private const float NearestNeighbour = 10.5f;
    private const int Attempts = 6000;
    private const float Background = 110;

    private readonly Noise _coarse = new(seed: 3);
    private readonly Noise _fine = new(seed: 5);

    /// <summary>The cells.</summary>
    public ImmutableArray<SampleCell> Cells { get; } = Seed(new Dice(seed: 2026));

    /// <summary>Light in the first channel: chromatin.</summary>
    /// <param name="place">Where.</param>
    /// <param name="nearest">The two cells whose centres are nearest.</param>
    public float Nuclei(Point place, in NearestCells nearest)
    {
        var cell = nearest.Cell;
        var offset = place - cell.Center;
        var eccentricity = cell.Eccentricity(offset);
        var inside = Falloff(eccentricity, 9);
        if (inside < 0.001f)
        {
            return Background;
        }

        var texture = 0.55f + (0.6f * _fine.At(place * 0.9f)) + (0.35f * _fine.At(place * 2.3f));
        var nucleolus = cell.IsDividing ? 0 : Falloff((offset - cell.Nucleolus).Length / 1.5f, 3);
        return Background + (cell.Brightness * inside * texture * (1 - (0.7f * nucleolus)) * Attenuation(place.Z));
    }

    /// <summary>Light in the second channel: membranes, and fibres within the cells.</summary>
    /// <param name="place">Where.</param>
    /// <param name="nearest">The two cells whose centres are nearest.</param>
    public float Membranes(Point place, in NearestCells nearest)
    {
        var wall = MathF.Min(nearest.SecondDistance - nearest.Distance, 2 * (CellRadius - nearest.Distance));
        var membrane = Falloff(wall / 1.1f, 1) * (0.45f + (0.8f * _coarse.At(place * 0.35f)));
        if (wall < 0)
        {
            return Background + (2300 * membrane * Attenuation(place.Z));
        }

        // Fibres run where the noise crosses one half: a thin sheet in space, a line in a plane.
        var ridge = 1 - MathF.Abs((2 * _coarse.At(new Point(place.Z * 0.4f, place.Y * 0.22f, place.X * 0.3f))) - 1);
        var fibre = ridge * ridge * ridge * ridge;
        fibre *= fibre * fibre;
        var outsideNucleus = 1 - Falloff(nearest.Cell.Eccentricity(place - nearest.Cell.Center), 6);
        return Background + (((2300 * membrane) + ((260 + (900 * fibre)) * outsideNucleus)) * Attenuation(place.Z));
    }

    // 1 within, ½ at 1, towards 0 outside; the sharper the higher the order.
    private static float Falloff(float distance, int order)
    {
        var power = 1f;
        for (var factor = 0; factor < order; factor++)
        {
            power *= distance * distance;
        }

        return 1 / (1 + power);
    }

    private static float Attenuation(float depth) => 1 / (1 + (0.012f * depth));

    private static ImmutableArray<SampleCell> Seed(Dice dice)
    {
        var cells = ImmutableArray.CreateBuilder<SampleCell>();
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var center = new Point(dice.Next(3, Depth - 3), dice.Next(0, Extent), dice.Next(0, Extent));
            if (IsWithinColony(center) && cells.All(cell => (cell.Center - center).Length > NearestNeighbour))
            {
                cells.Add(Grow(center, dice));
            }
        }

        return cells.ToImmutable();
    }

    private static bool IsWithinColony(Point center)
    {
        var (z, y, x) = ((center.Z - (Depth / 2)) / 17, (center.Y - 62) / 57, (center.X - 66) / 54);
        var dent = 0.22f * (y * y * x);
        return (z * z) + (y * y) + (x * x) + dent < 1;
    }

    private static SampleCell Grow(Point center, Dice dice)
    {
        // A turn by half-angle t: ((1 − t²) / (1 + t²), 2 t / (1 + t²)) lies on the unit circle without a sine.
        var t = dice.Next(-1, 1);
        var (cosine, sine) = ((1 - (t * t)) / (1 + (t * t)), 2 * t / (1 + (t * t)));
        var isDividing = dice.Next() < 0.07f;
        var radii = isDividing
            ? new Point(dice.Next(3.4f, 4.2f), dice.Next(1.1f, 1.5f), dice.Next(4.4f, 5.2f))
            : new Point(dice.Next(3.2f, 4.3f), dice.Next(3.4f, 4.6f), dice.Next(4.2f, 5.8f));
        var brightness = isDividing ? dice.Next(3600, 4200) : dice.Next(1300, 2900);
        var nucleolus = new Point(dice.Next(-1, 1), dice.Next(-1.4f, 1.4f), dice.Next(-2, 2));
        return new SampleCell(center, radii, cosine, sine, brightness, isDividing, nucleolus);
    }
}
