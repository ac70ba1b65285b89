using System.CommandLine;
using Lamella.Cli.Output;

namespace Lamella.Cli.Arguments;

/// <summary>The option <c>--timeout</c>, which bounds opening and slicing together.</summary>
internal sealed class TimeoutArgument
{
    private readonly Option<double> _timeout;

    /// <summary>The option.</summary>
    /// <param name="defaultSeconds">The time where none is given, seconds.</param>
    public TimeoutArgument(double defaultSeconds) => _timeout = new Option<double>("--timeout")
    {
        Description = "Seconds that opening and slicing may take together; what was not done then is told.",
        HelpName = "SECONDS",
        DefaultValueFactory = _ => defaultSeconds,
    };

    /// <summary>Adds the option to a command.</summary>
    public void AddTo(Command command) => command.Add(_timeout);

    /// <summary>The time.</summary>
    /// <param name="parsed">The command line.</param>
    /// <exception cref="UsageException">It is no time.</exception>
    public TimeSpan Read(ParseResult parsed) => parsed.GetValue(_timeout) is > 0 and < 1e6 and var seconds
        ? TimeSpan.FromSeconds(seconds)
        : throw new UsageException($"--timeout {Figures.Number(parsed.GetValue(_timeout))} is no time to wait; give seconds above 0.");
}
