using System.Globalization;

namespace Lamella.Cli.Output;

/// <summary>Numbers with units, for people.</summary>
internal static class Figures
{
    private static readonly string[] ByteUnits = ["B", "kB", "MB", "GB", "TB", "PB", "EB"];

    /// <summary>A number of bytes, in powers of 1000, three digits.</summary>
    /// <param name="bytes">How many.</param>
    public static string Bytes(double bytes)
    {
        var unit = 0;
        while (bytes >= 999.5 && unit < ByteUnits.Length - 1)
        {
            bytes /= 1000;
            unit++;
        }

        var format = unit == 0 || bytes >= 100 ? "0" : "0.0";
        return $"{bytes.ToString(format, CultureInfo.InvariantCulture)} {ByteUnits[unit]}";
    }

    /// <summary>A duration in milliseconds, with decimals only where they tell something.</summary>
    /// <param name="time">How long.</param>
    public static string Milliseconds(TimeSpan time)
    {
        var milliseconds = time.TotalMilliseconds;
        var format = milliseconds switch { >= 100 => "0", >= 10 => "0.0", _ => "0.00" };
        return $"{milliseconds.ToString(format, CultureInfo.InvariantCulture)} ms";
    }

    /// <summary>A number as short as it can be said.</summary>
    /// <param name="number">Any number.</param>
    public static string Number(double number) => number.ToString("G6", CultureInfo.InvariantCulture);
}
