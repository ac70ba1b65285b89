using System.CommandLine;

namespace Lamella.Cli.Sessions;

/// <summary>The options of every command that needs the service.</summary>
/// <param name="hasLatencyLog">Whether the command slices, so that there are latencies to log.</param>
internal sealed class SessionArguments(bool hasLatencyLog = true)
{
    private readonly Option<string?> _connect = new("--connect")
    {
        Description = "Use the service at this address instead of starting one in this process.",
        HelpName = "HOST:PORT",
    };

    private readonly Option<bool> _verbose = new("--verbose") { Description = "Write the log to standard error." };

    private readonly Option<string?> _latencyLog = new("--latency-log")
    {
        Description = "Append every slice's latency to this file, for 'lamella latency'; not with --connect.",
        HelpName = "FILE",
    };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_connect);
        command.Add(_verbose);
        if (hasLatencyLog)
        {
            command.Add(_latencyLog);
        }
    }

    /// <summary>What the user gave.</summary>
    public SessionOptions Read(ParseResult parsed) => new(parsed.GetValue(_connect), parsed.GetValue(_verbose))
    {
        LatencyLog = hasLatencyLog ? parsed.GetValue(_latencyLog) : null,
    };
}
