using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Lamella.Terminal.Tests.Driven;

namespace Lamella.Benchmarks.Terminals;

/// <summary>Pictures of screens for the documentation: the command in a real terminal, photographed.</summary>
internal static class ScreenPictures
{
    private const string Font = "/usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf";
    private const int Rows = 42, Columns = 150;

    private static string Command => $"dotnet '{Path.Combine(AppContext.BaseDirectory, "lamella.dll")}'";

    /// <summary>Makes a PNG of what <c>tmux capture-pane -e -p</c> wrote.</summary>
    /// <param name="capture">The capture's file.</param>
    /// <param name="size">Columns×rows, such as 80x24.</param>
    /// <param name="picture">The file to write.</param>
    public static async Task ConvertAsync(string capture, string size, string picture)
    {
        var numbers = size.Split('x');
        var (columns, rows) = (int.Parse(numbers[0], CultureInfo.InvariantCulture), int.Parse(numbers[1], CultureInfo.InvariantCulture));
        await PaintAsync(await File.ReadAllTextAsync(capture), rows, columns, picture);
    }

    /// <summary>Photographs a single view, orthogonal views with the slice inspector, and the monitor.</summary>
    /// <param name="image">The image that is looked at.</param>
    /// <param name="folder">Where the pictures are written: <c>view.png</c>, <c>orthogonal.png</c> and <c>top.png</c>.</param>
    public static async Task TakeAsync(string image, string folder)
    {
        var (port, siloPort) = (FreePort(), FreePort());
        using var serve = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "lamella.dll"), "serve", "--port", port, "--silo-port", siloPort])
        {
            RedirectStandardOutput = true,
        })!;
        try
        {
            await serve.StandardOutput.ReadLineAsync();
            var connect = $"--connect localhost:{port}";
            await using var view = await TmuxTerminal.StartAsync(Rows, Columns, $"exec {Command} view '{image}' {connect} 2>/dev/null");
            await using var top = await TmuxTerminal.StartAsync(Rows, Columns, $"exec {Command} top {connect} 2>/dev/null");
            await view.WaitForAsync("p50");
            for (var step = 0; step < 12; step++)
            {
                await StepAsync(view, "Right");
            }

            await view.TypeAsync($"\e[<35;{Columns * 2 / 5};{Rows / 3}M");
            await RestAsync(view);
            await SaveAsync(view, Path.Combine(folder, "view.png"));
            await view.PressAsync("3");
            await view.WaitForAsync("yz");
            await StepAsync(view, "Left");
            await SaveAsync(view, Path.Combine(folder, "orthogonal.png"));
            await view.PressAsync("Space");
            await RestAsync(top, TimeSpan.FromSeconds(45));
            await SaveAsync(top, Path.Combine(folder, "top.png"));
        }
        finally
        {
            serve.Kill();
        }
    }

    private static async Task StepAsync(TmuxTerminal view, string key)
    {
        await view.PressAsync(key);
        await RestAsync(view);
    }

    /// <summary>Lets everything arrive: a photographer waits too.</summary>
    private static Task RestAsync(TmuxTerminal terminal, TimeSpan? time = null) =>
        Task.WhenAll(terminal.CaptureAsync(), Task.Delay(time ?? TimeSpan.FromSeconds(1)));

    private static async Task SaveAsync(TmuxTerminal terminal, string picture) =>
        await PaintAsync(await terminal.CaptureAsync(withColors: true), Rows, Columns, picture);

    private static async Task PaintAsync(string capture, int rows, int columns, string picture)
    {
        using var painter = new ScreenPicture(Font);
        await File.WriteAllBytesAsync(picture, painter.Paint(CapturedScreen.Parse(capture, rows, columns)));
    }

    private static string FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
    }
}
