namespace Lamella.Engine.Arrays.Formats.Hdf5;

/// <summary>Registered filters that have a name here, supported or not (<see href="https://github.com/HDFGroup/hdf5_plugins"/>).</summary>
internal enum Hdf5Filter : ushort
{
    Deflate = 1,
    Shuffle = 2,
    Fletcher32 = 3,
    Szip = 4,
    Nbit = 5,
    ScaleOffset = 6,
    Bzip2 = 307,
    Lzf = 32000,
    Blosc = 32001,
    Lz4 = 32004,
    Bitshuffle = 32008,
    Zfp = 32013,
    Zstd = 32015,
    Blosc2 = 32026,
}
