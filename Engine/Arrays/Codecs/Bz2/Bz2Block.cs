namespace Lamella.Engine.Arrays.Codecs.Bz2;

/// <summary>One block of bzip2: Huffman codes, move-to-front, run lengths, Burrows-Wheeler, run lengths again.</summary>
internal static class Bz2Block
{
    private const int GroupLength = 50;
    private const int MaxSelectors = 18_002;
    private const int MaxTables = 6;
    private const int MaxSymbols = 258;
    private const int MaxCodeLength = 20;

    private static readonly uint[] CrcTable = MakeCrcTable();

    /// <summary>Decodes a block, behind its magic number and checksum.</summary>
    /// <param name="bits">Where it is read from.</param>
    /// <param name="links">Scratch of the block's greatest length.</param>
    /// <param name="decoded">Receives at most its length.</param>
    /// <param name="checksum">The checksum of what was written.</param>
    /// <returns>Bytes written.</returns>
    /// <exception cref="CorruptDataException">Damaged, or too long.</exception>
    public static int Decode(ref BitReader bits, Span<uint> links, Span<byte> decoded, out uint checksum)
    {
        if (bits.ReadBit())
        {
            throw new CorruptDataException("bz2: randomised blocks, of versions before 0.9.5, are not supported");
        }

        var origin = (int)bits.Read(24);
        Span<byte> alphabet = stackalloc byte[256];
        alphabet = alphabet[..ReadAlphabet(ref bits, alphabet)];
        var tableCount = (int)bits.Read(3);
        var selectorCount = (int)bits.Read(15);
        if (alphabet.IsEmpty || tableCount is < 2 or > MaxTables || selectorCount == 0)
        {
            throw new CorruptDataException($"bz2: {alphabet.Length} symbols, {tableCount} tables, {selectorCount} selectors");
        }

        var selectors = ReadSelectors(ref bits, tableCount, selectorCount);
        var tables = new HuffmanTable[tableCount];
        for (var table = 0; table < tableCount; table++)
        {
            tables[table] = ReadTable(ref bits, alphabet.Length + 2);
        }

        var count = ReadSymbols(ref bits, tables, selectors, alphabet, links);
        if (origin >= count)
        {
            throw new CorruptDataException($"bz2: the block begins at {origin} of {count}");
        }

        Link(links[..count]);
        return WriteOut(links[..count], origin, decoded, out checksum);
    }

    private static int ReadAlphabet(ref BitReader bits, scoped Span<byte> alphabet)
    {
        var groups = bits.Read(16);
        var count = 0;
        for (var group = 0; group < 16; group++)
        {
            var used = (groups & (0x8000u >> group)) != 0 ? bits.Read(16) : 0;
            for (var index = 0; index < 16; index++)
            {
                if ((used & (0x8000u >> index)) != 0)
                {
                    alphabet[count++] = (byte)((group * 16) + index);
                }
            }
        }

        return count;
    }

    private static byte[] ReadSelectors(ref BitReader bits, int tableCount, int selectorCount)
    {
        Span<byte> order = [0, 1, 2, 3, 4, 5];
        var selectors = new byte[Math.Min(selectorCount, MaxSelectors)];
        for (var index = 0; index < selectorCount; index++)
        {
            var place = 0;
            while (bits.ReadBit())
            {
                if (++place >= tableCount)
                {
                    throw new CorruptDataException($"bz2: table {place} of {tableCount} is selected");
                }
            }

            var table = MoveToFront(order, place);
            if (index < selectors.Length)
            {
                selectors[index] = table;
            }
        }

        return selectors;
    }

    private static HuffmanTable ReadTable(ref BitReader bits, int symbolCount)
    {
        Span<byte> lengths = stackalloc byte[MaxSymbols];
        lengths = lengths[..symbolCount];
        var length = (int)bits.Read(5);
        for (var symbol = 0; symbol < symbolCount; symbol++)
        {
            while (true)
            {
                if (length is < 1 or > MaxCodeLength)
                {
                    throw new CorruptDataException($"bz2: a code of {length} bits, 1 to {MaxCodeLength} are possible");
                }

                if (!bits.ReadBit())
                {
                    break;
                }

                length += bits.ReadBit() ? -1 : 1;
            }

            lengths[symbol] = (byte)length;
        }

        return new HuffmanTable(lengths);
    }

    private static int ReadSymbols(ref BitReader bits, HuffmanTable[] tables, byte[] selectors, scoped Span<byte> alphabet, scoped Span<uint> output)
    {
        var end = alphabet.Length + 1;
        int count = 0, run = 0, runBit = 1;
        for (var index = 0; ; index++)
        {
            if (index / GroupLength >= selectors.Length)
            {
                throw new CorruptDataException($"bz2: the block goes on after {selectors.Length} groups");
            }

            var symbol = tables[selectors[index / GroupLength]].Read(ref bits);
            if (symbol <= 1)
            {
                // Two symbols count runs of the front byte in bijective base 2.
                run += runBit << symbol;
                runBit <<= 1;
                if (run > output.Length)
                {
                    throw TooLong(output.Length);
                }

                continue;
            }

            if (run > output.Length - count)
            {
                throw TooLong(output.Length);
            }

            output.Slice(count, run).Fill(alphabet[0]);
            count += run;
            (run, runBit) = (0, 1);
            if (symbol == end)
            {
                return count;
            }

            if (count == output.Length)
            {
                throw TooLong(output.Length);
            }

            output[count++] = MoveToFront(alphabet, symbol - 1);
        }
    }

    private static byte MoveToFront(Span<byte> order, int place)
    {
        var value = order[place];
        order[..place].CopyTo(order[1..]);
        order[0] = value;
        return value;
    }

    /// <summary>Puts into the upper 24 bits of each entry where the byte after it lies.</summary>
    private static void Link(Span<uint> links)
    {
        Span<int> starts = stackalloc int[257];
        starts.Clear();
        foreach (var link in links)
        {
            starts[(int)(link & 0xff) + 1]++;
        }

        for (var value = 1; value < starts.Length; value++)
        {
            starts[value] += starts[value - 1];
        }

        for (var index = 0; index < links.Length; index++)
        {
            var value = (int)(links[index] & 0xff);
            links[starts[value]++] |= (uint)index << 8;
        }
    }

    private static int WriteOut(ReadOnlySpan<uint> links, int origin, Span<byte> decoded, out uint checksum)
    {
        var crc = uint.MaxValue;
        var written = 0;
        int previous = -1, repeated = 0;
        var link = links[origin] >> 8;
        for (var index = 0; index < links.Length; index++)
        {
            var entry = links[(int)link];
            link = entry >> 8;
            var value = (byte)entry;
            var copies = repeated == 4 ? value : 1;
            var output = repeated == 4 ? (byte)previous : value;
            repeated = repeated == 4 ? 0 : value == previous ? repeated + 1 : 1;
            previous = repeated == 0 ? -1 : value;
            if (copies > decoded.Length - written)
            {
                throw new CorruptDataException($"bz2: it decodes to more than {decoded.Length} bytes");
            }

            for (var copy = 0; copy < copies; copy++)
            {
                decoded[written++] = output;
                crc = (crc << 8) ^ CrcTable[(crc >> 24) ^ output];
            }
        }

        checksum = ~crc;
        return written;
    }

    private static uint[] MakeCrcTable()
    {
        const uint Polynomial = 0x04c11db7;
        var table = new uint[256];
        for (var value = 0u; value < table.Length; value++)
        {
            var crc = value << 24;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 0x80000000) != 0 ? (crc << 1) ^ Polynomial : crc << 1;
            }

            table[value] = crc;
        }

        return table;
    }

    private static CorruptDataException TooLong(int length) => new($"bz2: a block is longer than the {length} bytes it may have");
}
