using System.Globalization;

namespace Lamella.Benchmarks.Terminals;

/// <summary>Pictures of screens for the documentation.</summary>
internal static class ScreenPictures
{
    private const string Font = "/usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf";

    /// <summary>Makes a PNG of what <c>tmux capture-pane -e -p</c> wrote.</summary>
    /// <param name="capture">The capture's file.</param>
    /// <param name="size">Columns×rows, such as 80x24.</param>
    /// <param name="picture">The file to write.</param>
    public static async Task ConvertAsync(string capture, string size, string picture)
    {
        var numbers = size.Split('x');
        var (columns, rows) = (int.Parse(numbers[0], CultureInfo.InvariantCulture), int.Parse(numbers[1], CultureInfo.InvariantCulture));
        using var painter = new ScreenPicture(Font);
        await File.WriteAllBytesAsync(picture, painter.Paint(CapturedScreen.Parse(await File.ReadAllTextAsync(capture), rows, columns)));
    }
}
