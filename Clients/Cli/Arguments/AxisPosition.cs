using System.Globalization;
using Lamella.Contracts.Geometry;

namespace Lamella.Cli.Arguments;

/// <summary>One <c>axis=place</c> of <c>--point</c>.</summary>
/// <param name="Axis">The axis's name, or its number.</param>
/// <param name="Value">World coordinate, slider position or percentage.</param>
/// <param name="Kind">Which of the three.</param>
internal sealed record AxisPosition(string Axis, double Value, AxisPositionKind Kind)
{
    /// <summary>Reads a list such as <c>z=10,t=#0,y=50%</c>.</summary>
    /// <param name="text">The list.</param>
    /// <exception cref="UsageException">Something in it cannot be read.</exception>
    public static IReadOnlyList<AxisPosition> ParseList(string? text) =>
        [.. (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Parse)];

    /// <summary>The world coordinate that is meant.</summary>
    /// <param name="range">How far the axis reaches.</param>
    public double ToWorld(DimRange range) => Kind switch
    {
        AxisPositionKind.Index => range.Start + (Value * range.Step),
        AxisPositionKind.Percent => range.Start + (Value / 100 * (range.Stop - range.Start)),
        _ => Value,
    };

    private static AxisPosition Parse(string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        var place = equals < 0 ? "" : text[(equals + 1)..].Trim();
        var kind = place switch
        {
            ['#', ..] => AxisPositionKind.Index,
            [.., '%'] => AxisPositionKind.Percent,
            _ => AxisPositionKind.World,
        };
        return equals > 0 && double.TryParse(place.Trim('#', '%'), NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? new AxisPosition(text[..equals].Trim(), value, kind)
            : throw new UsageException($"'{text}' is not a place on an axis; write z=10 (world), z=#10 (index) or z=50%.");
    }
}
