namespace Lamella.Engine.Slicing.Slabs.Indexing;

/// <summary>
/// One axis of a <see cref="StripIndex"/>: its strips in order, each with the rows it holds and the lowest and highest
/// coordinate among them. The strips of one parent are ascending.
/// </summary>
internal sealed class StripLevel(int strips)
{
    /// <summary>First place of each strip in the index's order.</summary>
    public int[] Start { get; } = new int[strips];

    /// <summary>One past the last place of each strip.</summary>
    public int[] Stop { get; } = new int[strips];

    /// <summary>Lowest coordinate of each strip; NaN where it is empty.</summary>
    public double[] Low { get; } = new double[strips];

    /// <summary>Highest coordinate of each strip; NaN where it is empty.</summary>
    public double[] High { get; } = new double[strips];
}
