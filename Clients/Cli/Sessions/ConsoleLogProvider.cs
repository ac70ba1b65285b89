using Lamella.Cli.Output;
using Microsoft.Extensions.Logging;

namespace Lamella.Cli.Sessions;

/// <summary>Log messages as single lines on standard error.</summary>
internal sealed class ConsoleLogProvider(CommandConsole console) : ILoggerProvider
{
    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new LineLogger(console, categoryName[(categoryName.LastIndexOf('.') + 1)..]);

    /// <inheritdoc/>
    public void Dispose()
    {
        // Nothing is held: the console outlives the log.
    }

    private sealed class LineLogger(CommandConsole console, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                var cause = exception is null ? "" : $" ({exception.GetType().Name}: {exception.Message})";
                var line = $"{logLevel.ToString().ToLowerInvariant()} {category}: {formatter(state, exception)}{cause}";
                lock (console)
                {
                    console.Error.WriteLine(line.ReplaceLineEndings(" "));
                }
            }
        }
    }
}
