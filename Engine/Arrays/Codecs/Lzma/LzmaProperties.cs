namespace Lamella.Engine.Arrays.Codecs.Lzma;

/// <summary>How many bits of context an LZMA coder uses.</summary>
/// <param name="LiteralContextBits">lc, 0 … 8: high bits of the byte before.</param>
/// <param name="LiteralPositionBits">lp, 0 … 4: low bits of the position, for literals.</param>
/// <param name="PositionBits">pb, 0 … 4: low bits of the position, for matches.</param>
internal readonly record struct LzmaProperties(int LiteralContextBits, int LiteralPositionBits, int PositionBits)
{
    private const int Max = 9 * 5 * 5;

    /// <summary>What encoders use by default.</summary>
    public static LzmaProperties Default => new(3, 0, 2);

    /// <summary>Reads the byte (pb·5 + lp)·9 + lc.</summary>
    /// <exception cref="CorruptDataException">Too large.</exception>
    public static LzmaProperties Parse(byte value) => value < Max
        ? new LzmaProperties(value % 9, value / 9 % 5, value / 45)
        : throw new CorruptDataException($"lzma: the properties byte is {value}, less than {Max} is possible");
}
