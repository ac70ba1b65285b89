namespace Lamella.Engine.Arrays.Formats.Tiff;

/// <summary>One entry of a directory.</summary>
/// <param name="Tag">Which.</param>
/// <param name="Type">The field type's number, 1 to 18.</param>
/// <param name="Count">Number of values, not trusted.</param>
/// <param name="Offset">Where the values lie in the file, be it in the entry itself; not trusted.</param>
/// <param name="Number">The value, where there is one and it is a whole number; else -1.</param>
internal readonly record struct TiffField(TiffTag Tag, ushort Type, long Count, long Offset, long Number)
{
    /// <summary>Bytes of one value; 0 for an unknown type.</summary>
    public int ItemSize => Type switch
    {
        1 or 2 or 6 or 7 => 1,
        3 or 8 => 2,
        4 or 9 or 11 or 13 => 4,
        5 or 10 or 12 or 16 or 17 or 18 => 8,
        _ => 0,
    };
}
