namespace Lamella.Cli;

/// <summary>What the <c>lamella</c> command returns to the shell.</summary>
internal static class ExitCode
{
    /// <summary>All done.</summary>
    public const int Ok = 0;

    /// <summary>It could not be done; standard error says why in one line.</summary>
    public const int Error = 1;

    /// <summary>The command line is wrong; standard error says what would be right.</summary>
    public const int Usage = 2;

    /// <summary>Interrupted by Ctrl-C: 128 + SIGINT, as shells have it.</summary>
    public const int Interrupted = 130;
}
