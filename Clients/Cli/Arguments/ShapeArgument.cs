using System.CommandLine.Parsing;
using System.Globalization;
using Lamella.Engine.Samples;

namespace Lamella.Cli.Arguments;

/// <summary>Reads <c>Z,Y,X</c>.</summary>
internal static class ShapeArgument
{
    /// <summary>The shape, or null with an error on the result.</summary>
    /// <param name="result">What the user wrote.</param>
    public static SampleShape? Parse(ArgumentResult result)
    {
        var parts = result.Tokens[0].Value.Split([',', 'x']);
        var extents = new int[3];
        var isShape = parts.Length == 3 && Enumerable.Range(0, 3).All(
            index => int.TryParse(parts[index], NumberStyles.None, CultureInfo.InvariantCulture, out extents[index]));
        if (!isShape)
        {
            result.AddError($"'{result.Tokens[0].Value}' is not a shape; write it as Z,Y,X, such as 64,512,512.");
            return null;
        }

        return new SampleShape(extents[0], extents[1], extents[2]);
    }
}
