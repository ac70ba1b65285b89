using System.CommandLine;
using Lamella.Cli.Output;
using Lamella.Engine.Rendering.Cells;

namespace Lamella.Cli.Arguments;

/// <summary>The option that overrules what is known of the terminal.</summary>
internal sealed class ColorArgument
{
    private readonly Option<string> _color = new("--color")
    {
        Description = "What the terminal can show.",
        HelpName = "auto|truecolor|256|braille|ascii",
        DefaultValueFactory = _ => "auto",
    };

    public ColorArgument() => _color.AcceptOnlyFromAmong("auto", "truecolor", "256", "braille", "ascii");

    /// <summary>Adds the option to a command.</summary>
    public void AddTo(Command command) => command.Add(_color);

    /// <summary>What the user gave, or what is known.</summary>
    public ColorDepth Read(ParseResult parsed, CommandConsole console) => parsed.GetValue(_color) switch
    {
        "truecolor" => ColorDepth.TrueColor,
        "256" => ColorDepth.Ansi256,
        "braille" => ColorDepth.Braille,
        "ascii" => ColorDepth.Ascii,
        _ => console.Terminal.Depth,
    };
}
