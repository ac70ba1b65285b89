using System.Collections.Immutable;
using Lamella.Contracts.Arrays;
using Lamella.Engine.Rendering;

namespace Lamella.Terminal.Viewing.Slices;

/// <summary>How often values occur in a slice, in bins of equal width over its range.</summary>
/// <param name="Low">The smallest finite value.</param>
/// <param name="High">The greatest.</param>
/// <param name="Counts">One a bin; empty where there is no data.</param>
internal sealed record Histogram(double Low, double High, ImmutableArray<long> Counts)
{
    public const int Bins = 256;

    /// <summary>Elements that are looked at; of larger slices, every n-th.</summary>
    private const int MaxSamples = 65536;

    public static Histogram Empty { get; } = new(0, 1, []);

    public static Histogram Of(ReadOnlySpan<byte> elements, DataType dataType)
    {
        var count = elements.Length / dataType.ItemSize();
        if (count == 0)
        {
            return Empty;
        }

        var (low, high) = ContrastRange.OfData(elements, dataType);
        var counts = new long[Bins];
        var stride = (count + MaxSamples - 1) / MaxSamples;
        for (var index = 0; index < count; index += stride)
        {
            var value = Values.At(elements, dataType, index);
            if (double.IsFinite(value))
            {
                counts[Math.Clamp((int)((value - low) / (high - low) * Bins), 0, Bins - 1)]++;
            }
        }

        return new Histogram(low, high, [.. counts]);
    }

    /// <summary>The value below which a share of the elements lies, to the width of a bin.</summary>
    /// <param name="share">0 … 1.</param>
    public double Quantile(double share)
    {
        var wanted = share * Counts.Sum();
        var below = 0L;
        for (var bin = 0; bin < Counts.Length; bin++)
        {
            if (below + Counts[bin] >= wanted)
            {
                var within = Counts[bin] == 0 ? 0 : (wanted - below) / Counts[bin];
                return Low + ((bin + within) / Bins * (High - Low));
            }

            below += Counts[bin];
        }

        return High;
    }

    /// <summary>The counts in another number of bins over another range.</summary>
    public double[] Resample(double low, double high, int bins)
    {
        var result = new double[Math.Max(0, bins)];
        for (var bin = 0; bin < Counts.Length && result.Length > 0 && high > low; bin++)
        {
            var value = Low + ((bin + 0.5) / Bins * (High - Low));
            var target = (int)Math.Floor((value - low) / (high - low) * bins);
            if (target >= 0 && target < bins)
            {
                result[target] += Counts[bin];
            }
        }

        return result;
    }
}
