using System.Buffers;
using Lamella.Engine.Rendering;

namespace Lamella.Terminal.Shell.Graphics;

/// <summary>
/// The colours in which a picture is shown, few enough for its bytes to be few: all that occur where they are few, or else those of a median cut (Heckbert
/// 1982). Colours are told apart to 5 bits a component, and shown as the mean of those that fell together.
/// </summary>
internal sealed class SixelPalette
{
    private const int MaxColors = 96, Bits = 5, Bins = 1 << (3 * Bits), Drop = 8 - Bits;

    private readonly byte[] _registers = new byte[Bins];

    private SixelPalette(Rgba[] colors) => Colors = colors;

    /// <summary>The colours by their registers.</summary>
    public IReadOnlyList<Rgba> Colors { get; }

    public static SixelPalette Of(RgbaImage image)
    {
        var counts = ArrayPool<(int Count, int R, int G, int B)>.Shared.Rent(Bins);
        Array.Clear(counts, 0, Bins);
        foreach (var pixel in image.Pixels)
        {
            var color = Rgba.FromPacked(pixel);
            ref var bin = ref counts[BinOf(color)];
            bin = (bin.Count + 1, bin.R + color.R, bin.G + color.G, bin.B + color.B);
        }

        var used = Enumerable.Range(0, Bins).Where(bin => counts[bin].Count > 0).ToArray();
        var boxes = Cut(used, counts);
        var palette = new SixelPalette([.. boxes.Select(box => MeanOf(box, counts))]);
        for (var register = 0; register < boxes.Count; register++)
        {
            foreach (var bin in boxes[register])
            {
                palette._registers[bin] = (byte)register;
            }
        }

        ArrayPool<(int Count, int R, int G, int B)>.Shared.Return(counts);
        return palette;
    }

    /// <summary>The register of a colour of the picture.</summary>
    public byte RegisterOf(Rgba color) => _registers[BinOf(color)];

    private static int BinOf(Rgba color) => ((color.R >> Drop) << (2 * Bits)) | ((color.G >> Drop) << Bits) | (color.B >> Drop);

    /// <summary>Bins in no more boxes than there are colours: the box with the most pixels times its longest side is cut at the median of that side.</summary>
    private static List<ArraySegment<int>> Cut(int[] used, (int Count, int R, int G, int B)[] counts)
    {
        if (used.Length <= MaxColors)
        {
            return [.. Enumerable.Range(0, used.Length).Select(index => new ArraySegment<int>(used, index, 1))];
        }

        var boxes = new PriorityQueue<(ArraySegment<int> Bins, int Shift), long>();
        Add(used);
        while (boxes.Count < MaxColors && boxes.TryPeek(out var box, out _) && box.Bins.Count > 1)
        {
            boxes.Dequeue();
            var shift = box.Shift;
            box.Bins.AsSpan().Sort((left, right) => ((left >> shift) & 31) - ((right >> shift) & 31));
            var half = box.Bins.Sum(bin => (long)counts[bin].Count) / 2;
            var at = 0;
            for (var sum = 0L; at < box.Bins.Count - 1 && (sum < half || at == 0); at++)
            {
                sum += counts[box.Bins[at]].Count;
            }

            Add(box.Bins[..at]);
            Add(box.Bins[at..]);
        }

        return [.. boxes.UnorderedItems.Select(item => item.Element.Bins)];

        void Add(ArraySegment<int> bins)
        {
            var (side, shift) = LongestSide(bins);
            var pixels = bins.Sum(bin => (long)counts[bin].Count);
            boxes.Enqueue((bins, shift), bins.Count == 1 ? 0 : -(pixels * side));
        }
    }

    private static (int Length, int Shift) LongestSide(ArraySegment<int> bins)
    {
        var longest = (Length: -1, Shift: 0);
        for (var shift = 0; shift <= 2 * Bits; shift += Bits)
        {
            var (low, high) = (31, 0);
            foreach (var bin in bins)
            {
                var value = (bin >> shift) & 31;
                (low, high) = (Math.Min(low, value), Math.Max(high, value));
            }

            longest = high - low > longest.Length ? (high - low, shift) : longest;
        }

        return longest;
    }

    private static Rgba MeanOf(ArraySegment<int> bins, (int Count, int R, int G, int B)[] counts)
    {
        var (count, red, green, blue) = (0L, 0L, 0L, 0L);
        foreach (var bin in bins)
        {
            var sum = counts[bin];
            (count, red, green, blue) = (count + sum.Count, red + sum.R, green + sum.G, blue + sum.B);
        }

        return new Rgba((byte)(red / count), (byte)(green / count), (byte)(blue / count));
    }
}
