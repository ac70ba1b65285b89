namespace Lamella.Engine.Arrays.Codecs.Bz2;

/// <summary>A canonical Huffman code of bzip2.</summary>
internal sealed class HuffmanTable
{
    private const int MaxLength = 20;

    private readonly int[] _limits = new int[MaxLength + 2];
    private readonly int[] _bases = new int[MaxLength + 2];
    private readonly int[] _symbols;
    private readonly int _minLength;

    /// <summary>Makes the code of its lengths.</summary>
    /// <param name="lengths">Bits of each symbol, 1 … 20.</param>
    public HuffmanTable(ReadOnlySpan<byte> lengths)
    {
        _symbols = new int[lengths.Length];
        _minLength = MaxLength;
        Span<int> counts = stackalloc int[MaxLength + 1];
        counts.Clear();
        foreach (var length in lengths)
        {
            counts[length]++;
            _minLength = Math.Min(_minLength, length);
        }

        var next = 0;
        for (var length = 1; length <= MaxLength; length++)
        {
            for (var symbol = 0; symbol < lengths.Length; symbol++)
            {
                if (lengths[symbol] == length)
                {
                    _symbols[next++] = symbol;
                }
            }
        }

        int code = 0, index = 0;
        for (var length = 1; length <= MaxLength; length++)
        {
            _bases[length] = index - code;
            code += counts[length];
            index += counts[length];
            _limits[length] = code;
            code <<= 1;
        }
    }

    /// <summary>Reads one symbol.</summary>
    /// <exception cref="CorruptDataException">No such code.</exception>
    public int Read(ref BitReader bits)
    {
        var code = (int)bits.Read(_minLength);
        for (var length = _minLength; ; code = (code << 1) | (bits.ReadBit() ? 1 : 0))
        {
            if (code < _limits[length])
            {
                var index = _bases[length] + code;
                return (uint)index < (uint)_symbols.Length ? _symbols[index] : throw NoSuchCode();
            }

            if (++length > MaxLength)
            {
                throw NoSuchCode();
            }
        }
    }

    private static CorruptDataException NoSuchCode() => new("bz2: a code stands for no symbol");
}
