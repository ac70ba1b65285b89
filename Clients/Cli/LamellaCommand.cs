using System.CommandLine;
using System.CommandLine.Help;
using Lamella.Cli.Commands;
using Lamella.Cli.Output;
using Lamella.Contracts.Errors;

namespace Lamella.Cli;

/// <summary>The <c>lamella</c> command: its subcommands, and how their ends become exit codes and one-line errors.</summary>
internal static class LamellaCommand
{
    /// <summary>Runs one command line.</summary>
    /// <param name="args">The arguments, without the program's name.</param>
    /// <param name="console">Where output goes.</param>
    /// <param name="cancellationToken">Ctrl-C.</param>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(string[] args, CommandConsole console, CancellationToken cancellationToken)
    {
        var parsed = Create(console).Parse(args);
        if (parsed.Errors.Count > 0 && parsed.Action is not (HelpAction or ExampleHelp))
        {
            console.Fail($"{parsed.Errors[0].Message} {SeeHelp(parsed)}");
            return ExitCode.Usage;
        }

        var configuration = new InvocationConfiguration
        {
            Output = console.Out,
            Error = console.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        };
        try
        {
            return await parsed.InvokeAsync(configuration, cancellationToken).ConfigureAwait(false);
        }
        catch (UsageException error)
        {
            console.Fail(error.Message);
            return ExitCode.Usage;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            console.Fail("interrupted.");
            return ExitCode.Interrupted;
        }
        catch (LamellaException error)
        {
            console.Fail(error.Message);
            return ExitCode.Error;
        }
        catch (Exception error) when (error is TimeoutException or OrleansException)
        {
            console.Fail($"The service failed, or did not answer: {error.Message}");
            return ExitCode.Error;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            console.Fail(error.Message);
            return ExitCode.Error;
        }
    }

    private static RootCommand Create(CommandConsole console)
    {
        var root = new RootCommand("Slices n-D scientific images, at once, wherever they lie.")
        {
            BenchCommand.Create(console),
            DemoCommand.Create(console),
            InfoCommand.Create(console),
            SliceCommand.Create(console),
            ScreenshotCommand.Create(console),
            ScrubCommand.Create(console),
            ServeCommand.Create(console),
            SampleCommand.Create(console),
            SchemaCommand.Create(console),
            TopCommand.Create(console),
            LatencyCommand.Create(console),
            ViewCommand.Create(console),
            WorkspaceCommand.Create(console),
        };
        ExampleHelp.Attach(root, "lamella demo", "lamella info sample.zarr", "lamella slice sample.zarr --point z=16");
        return root;
    }

    private static string SeeHelp(ParseResult parsed)
    {
        var names = new Stack<string>();
        for (var result = parsed.CommandResult; result is not null; result = result.Parent as System.CommandLine.Parsing.CommandResult)
        {
            names.Push(result.Command is RootCommand ? "lamella" : result.Command.Name);
        }

        return $"See '{string.Join(' ', names)} --help'.";
    }
}
