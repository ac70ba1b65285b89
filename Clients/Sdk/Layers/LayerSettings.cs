using System.Collections.Immutable;
using System.Globalization;
using Lamella.Contracts.Errors;
using Lamella.Contracts.Layers;

namespace Lamella.Sdk.Layers;

/// <summary>How a layer is to be displayed, as one writes it: names and values. Immutable.</summary>
public sealed class LayerSettings
{
    private readonly ImmutableDictionary<string, string> _values;

    internal LayerSettings(ImmutableDictionary<string, string> values) => _values = values;

    /// <summary>All names that some kind of layer knows.</summary>
    public static ImmutableArray<string> Names { get; } =
    [
        "blending", "border", "border-width", "channel", "color", "color-by", "colormap", "contour", "contrast", "edge", "gamma", "head", "length",
        "name", "opacity", "out-of-slice", "scale", "seed", "selected", "size", "style", "symbol", "tail", "translate", "visible", "width",
    ];

    /// <summary>The names that were set.</summary>
    public IEnumerable<string> Given => _values.Keys.Order(StringComparer.Ordinal);

    /// <summary>The others.</summary>
    /// <param name="name">The setting to leave out.</param>
    public LayerSettings Without(string name) => new(_values.Remove(name));

    /// <summary>A text; null where it was not set.</summary>
    /// <param name="name">The setting's name.</param>
    public string? Text(string name) => _values.GetValueOrDefault(name);

    /// <summary>A number; null where it was not set.</summary>
    /// <param name="name">The setting's name.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.InvalidArgument"/>: not a number.</exception>
    public double? Number(string name) => Text(name) is not { } text
        ? null
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : throw Invalid(name, text, "a number");

    /// <summary>A whole number; null where it was not set.</summary>
    /// <param name="name">The setting's name.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.InvalidArgument"/>: not a whole number.</exception>
    public long? Whole(string name) => Text(name) is not { } text
        ? null
        : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : throw Invalid(name, text, "a whole number");

    /// <summary>Yes or no; null where it was not set.</summary>
    /// <param name="name">The setting's name.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.InvalidArgument"/>: neither.</exception>
    public bool? Flag(string name) => Text(name) switch
    {
        null => null,
        "yes" or "true" => true,
        "no" or "false" => false,
        var other => throw Invalid(name, other, "yes or no"),
    };

    /// <summary>Numbers with colons between them; default where they were not set.</summary>
    /// <param name="name">The setting's name.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.InvalidArgument"/>: not numbers.</exception>
    public ImmutableArray<double> Numbers(string name) => Text(name) is not { } text
        ? default
        : [.. text.Split(':').Select(part => double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : throw Invalid(name, text, "numbers with colons between them, one an axis"))];

    /// <summary>One of some names, in lower case with dashes; null where it was not set.</summary>
    /// <typeparam name="T">The names.</typeparam>
    /// <param name="name">The setting's name.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.InvalidArgument"/>: none of them.</exception>
    public T? Choice<T>(string name)
        where T : struct, Enum
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        var choice = Enum.GetValues<T>().Where(value => Dashed(value.ToString()) == text).ToArray();
        return choice.Length > 0 ? choice[0] : throw Invalid(name, text, string.Join(", ", Enum.GetValues<T>().Select(value => Dashed(value.ToString()))));
    }

    /// <summary>The limits of a contrast: <c>100:4000</c> in data values, or <c>1%:99.5%</c> of the slice's values; null where not set.</summary>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.InvalidArgument"/>: neither, or they do not ascend.</exception>
    public (ContrastLimits Limits, bool IsPercent)? Contrast()
    {
        if (Text("contrast") is not { } text)
        {
            return null;
        }

        var isPercent = text.EndsWith('%');
        double[] ends = [.. text.Split(':').Select(end => double.TryParse(
            isPercent ? end.TrimEnd('%') : end, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : double.NaN)];
        return ends is [var start, var stop] && start < stop && (!isPercent || (start >= 0 && stop <= 100))
            ? (new ContrastLimits(start, stop), isPercent)
            : throw Invalid("contrast", text, "LOW:HIGH, or LOW%:HIGH%, ascending");
    }

    private static string Dashed(string name) =>
        string.Concat(name.Select((letter, index) => char.IsUpper(letter) && index > 0 ? $"-{char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}"));

    private static LamellaException Invalid(string name, string got, string expected) =>
        new(LamellaErrorCode.InvalidArgument, $"{name}={got} cannot be; give {expected}.", expected: expected, got: got);
}
