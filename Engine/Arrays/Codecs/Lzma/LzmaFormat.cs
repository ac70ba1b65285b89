namespace Lamella.Engine.Arrays.Codecs.Lzma;

/// <summary>The stream formats of Python's <c>lzma</c> module, by its numbers.</summary>
internal enum LzmaFormat
{
    /// <summary>.xz, and what FORMAT_AUTO writes.</summary>
    Xz = 1,

    /// <summary>The old .lzma.</summary>
    Alone = 2,

    /// <summary>No header: the metadata lists the filters.</summary>
    Raw = 3,
}
