namespace Lamella.Cli;

/// <summary>The command line asks for something that does not fit the data; ends in <see cref="ExitCode.Usage"/>.</summary>
internal sealed class UsageException(string message) : Exception(message);
