using System.Globalization;
using System.Text.RegularExpressions;
using Xunit;

namespace Lamella.Terminal.Tests.Driven;

/// <summary>A service that is killed while a viewer and a monitor look at it.</summary>
[Collection(DrivenCollection.Name)]
public sealed partial class LostServiceTests
{
    [Fact]
    public async Task ViewAndTop_whenTheServiceIsKilled_sayIt_andGoOnAfterItsRestart()
    {
        var data = DrivenCommand.Data("idr6001240_v01.zarr");
        DrivenCommand.RequireTmux();
        var (service, address) = await DrivenCommand.ServeAsync();
        try
        {
            await using var view = await DrivenCommand.RunAsync(24, 100, "view", data, "--connect", address);
            await using var top = await DrivenCommand.RunAsync(24, 100, "top", "--connect", address);
            await view.WaitForAsync("p50");
            await top.WaitForAsync("1 viewer");
            await view.PressAsync("i");
            var before = RevisionOf(await view.WaitForAsync(screen => RevisionOf(screen).Length > 0, "the inspector"));
            await view.PressAsync("i");

            service.Kill();
            await service.WaitForExitAsync(TestContext.Current.CancellationToken);
            await view.WaitForAsync($"no answer from {address}");
            await top.WaitForAsync(" ! ");
            await view.PressAsync("Right");
            await view.WaitForAsync("118/235");
            service.Dispose();
            (service, _) = await DrivenCommand.ServeAsync(int.Parse(address.Split(':')[1], CultureInfo.InvariantCulture));

            await view.WaitForAsync(screen => !screen.Contains("no answer", StringComparison.Ordinal), "an answer");
            await view.PressAsync("Right");
            await view.WaitForAsync("119/235");
            await view.PressAsync("i");
            await view.WaitForAsync(screen => RevisionOf(screen) is { Length: > 0 } now && EpochOf(now) != EpochOf(before), "a slice of the new service");
            await top.WaitForAsync(screen => screen.Contains("1 viewer", StringComparison.Ordinal) && !screen.Contains(" ! ", StringComparison.Ordinal), "the viewer again");
        }
        finally
        {
            service.Kill();
            service.Dispose();
        }
    }

    /// <summary>The revision that the slice inspector says is shown.</summary>
    private static string RevisionOf(string screen) => ShownText().Match(screen).Groups[1].Value;

    private static string EpochOf(string revision) => revision.Split('.')[0];

    [GeneratedRegex(@"revision (\S+) shown")]
    private static partial Regex ShownText();
}
