using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Lamella.Cli.Output;

/// <summary>A command's help, followed by examples that can be pasted.</summary>
internal sealed class ExampleHelp(HelpAction help, string[] examples) : SynchronousCommandLineAction
{
    /// <summary>Gives a command examples.</summary>
    /// <param name="command">The command.</param>
    /// <param name="examples">Whole command lines.</param>
    public static void Attach(Command command, params string[] examples)
    {
        var option = command.Options.OfType<HelpOption>().FirstOrDefault();
        if (option is null)
        {
            option = new HelpOption();
            command.Options.Add(option);
        }

        option.Action = new ExampleHelp((HelpAction)option.Action!, examples);
    }

    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        var result = help.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        output.WriteLine(examples.Length == 1 ? "Example:" : "Examples:");
        foreach (var example in examples)
        {
            output.WriteLine($"  {example}");
        }

        output.WriteLine();
        return result;
    }
}
