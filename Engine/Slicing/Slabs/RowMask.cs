using System.Buffers;
using System.Numerics;

namespace Lamella.Engine.Slicing.Slabs;

/// <summary>A bit for every row of a table, in rented memory. Whoever makes it disposes it once. Not safe for concurrent use.</summary>
internal sealed class RowMask : IDisposable
{
    private const int BitsPerWord = 64;

    /// <summary>Words that stay in the first-level cache between two axes: 32 Ki rows of 4 bytes are read meanwhile.</summary>
    private const int BlockWords = 512;

    private readonly int _words;
    private ulong[] _bits;

    private RowMask(int rows)
    {
        _words = (rows + BitsPerWord - 1) / BitsPerWord;
        _bits = ArrayPool<ulong>.Shared.Rent(_words);
    }

    /// <summary>A mask in which no row is set.</summary>
    /// <param name="rows">Number of rows.</param>
    public static RowMask Empty(int rows)
    {
        var mask = new RowMask(rows);
        mask.Bits.Clear();
        return mask;
    }

    /// <summary>The rows of a table that lie in a slab, found by looking at all of them.</summary>
    /// <param name="table">The table.</param>
    /// <param name="slab">A slab along at least one axis.</param>
    /// <param name="cancellationToken">Looked at between blocks.</param>
    public static RowMask Inside(CoordinateTable table, Slab slab, CancellationToken cancellationToken)
    {
        var mask = new RowMask(table.Count);
        Span<ulong> other = stackalloc ulong[BlockWords];
        for (var from = 0; from < mask._words; from += BlockWords)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var block = mask.Bits.Slice(from, Math.Min(BlockWords, mask._words - from));
            table.Columns[slab.Axes[0]].Within(slab.Low[0], slab.High[0], from, block);
            for (var i = 1; i < slab.Axes.Length && block.ContainsAnyExcept(0UL); i++)
            {
                table.Columns[slab.Axes[i]].Within(slab.Low[i], slab.High[i], from, other[..block.Length]);
                for (var word = 0; word < block.Length; word++)
                {
                    block[word] &= other[word];
                }
            }
        }

        return mask;
    }

    /// <summary>Whether a row is set.</summary>
    /// <param name="row">The row.</param>
    public bool this[int row] => (_bits[row / BitsPerWord] >> (row % BitsPerWord) & 1) != 0;

    /// <summary>Sets a row.</summary>
    /// <param name="row">The row.</param>
    public void Set(int row) => _bits[row / BitsPerWord] |= 1UL << (row % BitsPerWord);

    /// <summary>The rows that are set, ascending.</summary>
    public int[] ToRows()
    {
        var count = 0;
        foreach (var word in Bits)
        {
            count += BitOperations.PopCount(word);
        }

        var rows = new int[count];
        var next = 0;
        for (var word = 0; word < _words; word++)
        {
            for (var bits = _bits[word]; bits != 0; bits &= bits - 1)
            {
                rows[next++] = (word * BitsPerWord) + BitOperations.TrailingZeroCount(bits);
            }
        }

        return rows;
    }

    public void Dispose()
    {
        if (_bits.Length > 0)
        {
            ArrayPool<ulong>.Shared.Return(_bits);
            _bits = [];
        }
    }

    private Span<ulong> Bits => _bits.AsSpan(0, _words);
}
