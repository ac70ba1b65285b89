using System.Globalization;

namespace Lamella.Terminal.Drawing;

/// <summary>Quantities in the fewest characters that still tell enough.</summary>
internal static class Quantities
{
    /// <summary>A time in the unit that suits it: <c>0.42 ms</c>, <c>18 ms</c>, <c>1.2 s</c>.</summary>
    public static string Time(TimeSpan time) => time switch
    {
        { Ticks: 0 } => "0",
        { TotalMilliseconds: < 10 } => Text($"{time.TotalMilliseconds:0.0#} ms"),
        { TotalMilliseconds: < 1000 } => Text($"{time.TotalMilliseconds:0} ms"),
        { TotalSeconds: < 100 } => Text($"{time.TotalSeconds:0.0} s"),
        { TotalHours: < 1 } => Text($"{time.TotalMinutes:0} min"),
        _ => Text($"{time.TotalHours:0.0} h"),
    };

    /// <summary>Bytes with a binary prefix: <c>512 B</c>, <c>1.5 MiB</c>.</summary>
    public static string Bytes(double bytes)
    {
        string[] units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];
        var unit = 0;
        while (bytes >= 1000 && unit < units.Length - 1)
        {
            (bytes, unit) = (bytes / 1024, unit + 1);
        }

        return Text($"{bytes.ToString(bytes < 10 && unit > 0 ? "0.0" : "0", CultureInfo.InvariantCulture)} {units[unit]}");
    }

    /// <summary>A count with a decimal prefix: <c>950</c>, <c>12.3k</c>.</summary>
    public static string Count(double count) => count switch
    {
        < 10 when count != Math.Floor(count) => Text($"{count:0.0}"),
        < 1000 => Text($"{count:0}"),
        < 1e6 => Text($"{count / 1e3:0.0}k"),
        < 1e9 => Text($"{count / 1e6:0.0}M"),
        _ => Text($"{count / 1e9:0.0}G"),
    };

    /// <summary>A coordinate or data value with four significant digits.</summary>
    public static string Number(double value) => value switch
    {
        _ when !double.IsFinite(value) => double.IsNaN(value) ? "NaN" : value > 0 ? "inf" : "-inf",
        _ when value == Math.Floor(value) && Math.Abs(value) < 1e7 => Text($"{value:0}"),
        _ when Math.Abs(value) is >= 1e5 or < 1e-3 => Text($"{value:0.###e0}"),
        _ => Text($"{value:G4}"),
    };

    public static string Percent(double fraction) => Text($"{fraction * 100:0} %");

    /// <summary>The usual sign of a UDUNITS-2 unit name; the name itself where it has none; empty for none.</summary>
    public static string Unit(string? unit) => unit switch
    {
        null or "" => "",
        "micrometer" or "micron" => "µm",
        "nanometer" => "nm",
        "angstrom" => "Å",
        "millimeter" => "mm",
        "centimeter" => "cm",
        "meter" => "m",
        "second" => "s",
        "millisecond" => "ms",
        "microsecond" => "µs",
        "minute" => "min",
        "hour" => "h",
        _ => unit,
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
