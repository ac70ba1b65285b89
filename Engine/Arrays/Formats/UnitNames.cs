namespace Lamella.Engine.Arrays.Formats;

/// <summary>Units as file formats write them, by the UDUNITS-2 names that OME-NGFF uses.</summary>
internal static class UnitNames
{
    /// <summary>The unit's UDUNITS-2 name, such as <c>micrometer</c>; null where it is none (pixels) or not known.</summary>
    /// <param name="written">As the file has it, such as <c>µm</c>, <c>micron</c> or <c>\u00B5m</c>.</param>
    public static string? Find(string? written) => written?.Trim() switch
    {
        "µm" or "μm" or "um" or "micron" or "microns" or "micrometer" or "micrometre" or "micrometers" or @"\u00B5m" or @"\u00b5m" => "micrometer",
        "nm" or "nanometer" or "nanometre" or "nanometers" => "nanometer",
        "pm" or "picometer" => "picometer",
        "mm" or "millimeter" or "millimetre" or "millimeters" => "millimeter",
        "cm" or "centimeter" or "centimetre" => "centimeter",
        "m" or "meter" or "metre" or "meters" => "meter",
        "km" or "kilometer" => "kilometer",
        "Å" or "Å" or "A" or "angstrom" => "angstrom",
        "in" or "inch" or "inches" => "inch",
        "ft" or "foot" => "foot",
        "s" or "sec" or "second" or "seconds" => "second",
        "ms" or "msec" or "millisecond" or "milliseconds" => "millisecond",
        "µs" or "μs" or "us" or "usec" or "microsecond" => "microsecond",
        "ns" or "nanosecond" => "nanosecond",
        "min" or "minute" or "minutes" => "minute",
        "h" or "hour" or "hours" => "hour",
        "d" or "day" or "days" => "day",
        _ => null,
    };
}
