using System.CommandLine;

namespace Lamella.Cli.Sessions;

/// <summary>The options of every command that needs the service.</summary>
internal sealed class SessionArguments
{
    private readonly Option<string?> _connect = new("--connect")
    {
        Description = "Use the service at this address instead of starting one in this process.",
        HelpName = "HOST:PORT",
    };

    private readonly Option<bool> _verbose = new("--verbose") { Description = "Write the log to standard error." };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_connect);
        command.Add(_verbose);
    }

    /// <summary>What the user gave.</summary>
    public SessionOptions Read(ParseResult parsed) => new(parsed.GetValue(_connect), parsed.GetValue(_verbose));
}
