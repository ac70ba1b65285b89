using System.Buffers.Binary;

namespace Lamella.Engine.Arrays.Codecs.Lzma;

/// <summary>LZMA2: chunks, each a control byte and LZMA or plain bytes.</summary>
internal static class Lzma2
{
    /// <summary>Decodes to the end marker.</summary>
    /// <param name="input">Begins with the first chunk.</param>
    /// <param name="output">Receives at most its length.</param>
    /// <param name="consumed">Bytes read, the end marker included.</param>
    /// <returns>Bytes written.</returns>
    /// <exception cref="CorruptDataException">Damaged, or too long.</exception>
    public static int Decode(ReadOnlySpan<byte> input, Span<byte> output, out int consumed)
    {
        var decoder = new LzmaDecoder(output);
        try
        {
            consumed = 0;
            while (true)
            {
                var control = Take(input, ref consumed, 1)[0];
                switch (control)
                {
                    case 0:
                        return decoder.Position;
                    case 1 or 2:
                        if (control == 1)
                        {
                            decoder.ResetDictionary();
                        }

                        var plain = BinaryPrimitives.ReadUInt16BigEndian(Take(input, ref consumed, 2)) + 1;
                        decoder.Append(Take(input, ref consumed, plain));
                        break;
                    case >= 0x80:
                        DecodeChunk(ref decoder, control, input, ref consumed);
                        break;
                    default:
                        throw new CorruptDataException($"lzma2: there is no control byte {control}");
                }
            }
        }
        finally
        {
            decoder.Dispose();
        }
    }

    private static void DecodeChunk(scoped ref LzmaDecoder decoder, byte control, ReadOnlySpan<byte> input, scoped ref int consumed)
    {
        var sizes = Take(input, ref consumed, 4);
        var unpacked = ((control & 0x1f) << 16) + BinaryPrimitives.ReadUInt16BigEndian(sizes) + 1;
        var packed = BinaryPrimitives.ReadUInt16BigEndian(sizes[2..]) + 1;
        var reset = (control >> 5) & 3;
        if (reset == 3)
        {
            decoder.ResetDictionary();
        }

        if (reset >= 2)
        {
            decoder.Reset(LzmaProperties.Parse(Take(input, ref consumed, 1)[0]));
        }
        else if (reset == 1)
        {
            decoder.Reset();
        }

        decoder.Decode(Take(input, ref consumed, packed), unpacked);
    }

    private static ReadOnlySpan<byte> Take(ReadOnlySpan<byte> input, scoped ref int consumed, int count)
    {
        if (count > input.Length - consumed)
        {
            throw new CorruptDataException($"lzma2: {count} bytes are due, {input.Length - consumed} are left");
        }

        consumed += count;
        return input.Slice(consumed - count, count);
    }
}
