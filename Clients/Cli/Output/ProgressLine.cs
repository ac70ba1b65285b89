namespace Lamella.Cli.Output;

/// <summary>A bar on standard error while something long goes on; nothing where that is not a terminal.</summary>
internal sealed class ProgressLine(CommandConsole console, string what) : IProgress<double>, IDisposable
{
    private const int Width = 30;
    private readonly Lock _gate = new();
    private int _shown = -1;

    /// <inheritdoc/>
    public void Report(double value)
    {
        if (!console.Terminal.IsErrorTerminal)
        {
            return;
        }

        var percent = (int)(value * 100);
        lock (_gate)
        {
            if (percent > _shown)
            {
                _shown = percent;
                var filled = (int)(value * Width);
                console.Error.Write($"\r{what} [{new string('#', filled)}{new string('.', Width - filled)}] {percent,3} %");
            }
        }
    }

    /// <summary>Removes the bar.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_shown >= 0)
            {
                console.Error.Write("\r\e[K");
            }
        }
    }
}
