using System.CommandLine;
using Lamella.Cli.Images;

namespace Lamella.Cli.Arguments;

/// <summary>The options that say what of the data is looked at.</summary>
internal sealed class ViewArguments
{
    private readonly Option<string?> _point = new("--point", "-p")
    {
        Description = "Where to slice: z=10 is in world units, z=#10 the index of the plane, z=50% half-way. Axes not named stay at their middle.",
        HelpName = "AXIS=PLACE,…",
    };

    private readonly Option<string?> _order = new("--order") { Description = "Axes in display order, the displayed ones last.", HelpName = "AXIS,…" };

    private readonly Option<int> _display = new("--display")
    {
        Description = "Axes that are displayed, 2 or 3; pictures of 3 are maximum projections.",
        DefaultValueFactory = _ => 2,
        HelpName = "2|3",
    };

    private readonly Option<string?> _margin = new("--margin")
    {
        Description = "How far a thick slice reaches to each side, in world units; its mean is shown.",
        HelpName = "AXIS=WIDTH,…",
    };

    private readonly Option<int[]> _channels = new("--channel", "-c")
    {
        Description = "Show only this channel, counted from 0; may be repeated.",
        HelpName = "N",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<int?> _level = new("--level") { Description = "Resolution level, 0 is the finest.", HelpName = "N" };
    private readonly Option<string?> _colormap = new("--colormap") { Description = "Colormap of all layers, such as viridis or #00ff88.", HelpName = "NAME" };

    public ViewArguments() => _display.AcceptOnlyFromAmong("2", "3");

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_point, _order, _display, _margin, _channels, _level, _colormap])
        {
            command.Add(option);
        }
    }

    /// <summary>What the user gave.</summary>
    /// <exception cref="UsageException">Something cannot be read.</exception>
    public ViewRequest Read(ParseResult parsed) => new()
    {
        Point = AxisPosition.ParseList(parsed.GetValue(_point)),
        Order = parsed.GetValue(_order),
        Ndisplay = parsed.GetValue(_display),
        Margins = AxisPosition.ParseList(parsed.GetValue(_margin)),
        Channels = parsed.GetValue(_channels) ?? [],
        Level = parsed.GetValue(_level),
        Colormap = parsed.GetValue(_colormap),
    };
}
