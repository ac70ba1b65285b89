namespace Lamella.Engine.Arrays.Codecs.Lzma;

/// <summary>One filter of a raw or xz stream, in the order of encoding.</summary>
/// <param name="Id">liblzma's filter id.</param>
/// <param name="Properties">For LZMA1.</param>
/// <param name="Distance">For delta: bytes between the two that are subtracted.</param>
internal readonly record struct LzmaFilter(ulong Id, LzmaProperties Properties = default, int Distance = 0)
{
    /// <summary>The filter id of LZMA2.</summary>
    public const ulong Lzma2Id = 0x21;

    /// <summary>The filter id of LZMA1, in raw streams only.</summary>
    public const ulong Lzma1Id = 0x4000000000000001;

    /// <summary>The filter id of the delta filter.</summary>
    public const ulong DeltaId = 0x03;

    /// <summary>Undoes a chain of filters, of which the last is the compressor.</summary>
    /// <param name="filters">In the order of encoding.</param>
    /// <param name="input">The encoded bytes.</param>
    /// <param name="output">Receives at most its length.</param>
    /// <param name="consumed">Bytes read.</param>
    /// <returns>Bytes written.</returns>
    /// <exception cref="CorruptDataException">Damaged, too long, or a filter that is not known.</exception>
    public static int Decode(ReadOnlySpan<LzmaFilter> filters, ReadOnlySpan<byte> input, Span<byte> output, out int consumed)
    {
        var written = 0;
        consumed = 0;
        for (var index = filters.Length - 1; index >= 0; index--)
        {
            var filter = filters[index];
            var isLast = index == filters.Length - 1;
            switch (filter.Id)
            {
                case Lzma2Id when isLast:
                    written = Lzma2.Decode(input, output, out consumed);
                    break;
                case Lzma1Id when isLast:
                    written = DecodeLzma1(filter.Properties, input, output, count: -1);
                    consumed = input.Length;
                    break;
                case DeltaId when !isLast:
                    UndoDelta(output[..written], filter.Distance);
                    break;
                default:
                    throw new CorruptDataException($"lzma: filter {filter.Id:x} at place {index} of {filters.Length} cannot be undone");
            }
        }

        return written;
    }

    /// <summary>Decodes an LZMA1 stream without header.</summary>
    public static int DecodeLzma1(LzmaProperties properties, ReadOnlySpan<byte> input, Span<byte> output, int count)
    {
        var decoder = new LzmaDecoder(output);
        try
        {
            decoder.Reset(properties);
            decoder.Decode(input, count);
            return decoder.Position;
        }
        finally
        {
            decoder.Dispose();
        }
    }

    private static void UndoDelta(Span<byte> bytes, int distance)
    {
        for (var index = distance; index < bytes.Length; index++)
        {
            bytes[index] += bytes[index - distance];
        }
    }
}
