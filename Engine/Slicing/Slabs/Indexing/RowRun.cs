namespace Lamella.Engine.Slicing.Slabs.Indexing;

/// <summary>Consecutive places of a <see cref="StripIndex"/> that hold what a slab may want.</summary>
/// <param name="Start">First place.</param>
/// <param name="Stop">One past the last place.</param>
/// <param name="Unchecked">Bit i set: whether rows lie in the slab on its i-th axis must still be looked at.</param>
internal readonly record struct RowRun(int Start, int Stop, uint Unchecked);
