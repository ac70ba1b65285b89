namespace Lamella.Engine.Arrays.Codecs.Blosc;

/// <summary>The compressor within a blosc buffer, by its number in the header's flags.</summary>
internal enum BloscCompressor
{
    /// <summary>Blosc's own LZ.</summary>
    BloscLz = 0,

    /// <summary>LZ4 and LZ4HC.</summary>
    Lz4 = 1,

    /// <summary>Snappy.</summary>
    Snappy = 2,

    /// <summary>zlib.</summary>
    Zlib = 3,

    /// <summary>Zstandard.</summary>
    Zstd = 4,
}
