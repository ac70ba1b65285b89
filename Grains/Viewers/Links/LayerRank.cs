using Lamella.Contracts.Grains;

namespace Lamella.Grains.Viewers.Links;

/// <summary>Numbers by which layers lie in order, so that moving one says nothing of the others. Pure.</summary>
internal static class LayerRank
{
    /// <summary>A rank between two.</summary>
    /// <param name="below">The rank of the layer below; null at the bottom.</param>
    /// <param name="above">The rank of the layer above; null on top.</param>
    /// <param name="stamp">When, and who asks: two who put layers at one place at once are given different ranks.</param>
    /// <returns>Null where no number is left between the two, after some forty layers put between them.</returns>
    public static double? Between(double? below, double? above, LinkedStamp stamp)
    {
        var share = 0.25 + (0.5 * Scatter(stamp));
        var rank = (below, above) switch
        {
            (null, null) => share,
            ({ } low, null) => low + 0.5 + share,
            (null, { } high) => high - 0.5 - share,
            ({ } low, { } high) => low + ((high - low) * share),
        };
        return rank > (below ?? double.NegativeInfinity) && rank < (above ?? double.PositiveInfinity) ? rank : null;
    }

    /// <summary>A number of 0 to 1 for a stamp, as good as random (the finalizer of SplitMix64).</summary>
    private static double Scatter(LinkedStamp stamp)
    {
        var mixed = unchecked((ulong)stamp.Time + ((ulong)(uint)stamp.Origin.GetHashCode() << 32) + 0x9E3779B97F4A7C15);
        mixed = unchecked((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9);
        mixed = unchecked((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB);
        return ((mixed ^ (mixed >> 31)) >> 11) * Math.ScaleB(1, -53);
    }
}
