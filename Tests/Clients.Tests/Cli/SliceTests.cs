using System.Buffers.Binary;
using System.Text;
using Lamella.Cli.Output;
using Lamella.Engine.Rendering;
using Lamella.Engine.Rendering.Cells;
using Xunit;

namespace Lamella.Clients.Tests.Cli;

public sealed class SliceTests(SampleFixture sample)
{
    [Fact]
    public async Task Slice_ofOneChannel_toNpy_isThePlane()
    {
        var file = sample.NewFile(".npy");

        var run = await CommandRun.OfAsync("slice", sample.Zarr, "--point", "z=#5", "--channel", "0", "-o", file);

        Assert.Equal((0, ""), (run.ExitCode, run.Out));
        var (header, data) = ReadNpy(file);
        Assert.Contains("'<u2'", header, StringComparison.Ordinal);
        Assert.Contains("(96, 128)", header, StringComparison.Ordinal);
        Assert.Equal(Plane(sample.Zarr, channel: 0, z: 5), data);
        Assert.Matches(@"ready in .* ms \(level 0, 1 chunks", run.Error);
    }

    [Fact]
    public async Task Slice_ofDamagedChunks_saysSoAndWritesNothing()
    {
        var damaged = sample.NewFile(".zarr");
        foreach (var file in Directory.EnumerateFiles(sample.Zarr, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(damaged, Path.GetRelativePath(sample.Zarr, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.WriteAllBytes(copy, Path.GetFileName(file).StartsWith('.') ? File.ReadAllBytes(file) : [1, 2, 3]);
        }

        var output = sample.NewFile(".npy");

        var run = await CommandRun.OfAsync("slice", damaged, "-c", "0", "-o", output);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(damaged, run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(output));
    }

    [Fact]
    public async Task Slice_atTheSamePlace_inWorldIndexAndPercent_isTheSame()
    {
        var files = new[] { sample.NewFile(".npy"), sample.NewFile(".npy"), sample.NewFile(".npy") };

        await CommandRun.OfAsync("slice", sample.Zarr, "-p", "z=15", "-c", "1", "-o", files[0]);
        await CommandRun.OfAsync("slice", sample.Zarr, "-p", "z=50%", "-c", "1", "-o", files[1]);
        await CommandRun.OfAsync("slice", sample.Zarr, "-p", "z=#7.5", "-c", "1", "-o", files[2]);

        // 15 µm is half-way between planes 7 and 8; half goes to even.
        Assert.All(files, file => Assert.Equal(Plane(sample.Zarr, channel: 1, z: 8), ReadNpy(file).Data));
    }

    [Fact]
    public async Task Slice_ofAllChannels_toNpy_hasThemInFront()
    {
        var file = sample.NewFile(".npy");

        await CommandRun.OfAsync("slice", sample.Zarr, "-p", "z=#3", "-o", file);

        var (header, data) = ReadNpy(file);
        Assert.Contains("(2, 96, 128)", header, StringComparison.Ordinal);
        Assert.Equal([.. Plane(sample.Zarr, 0, 3), .. Plane(sample.Zarr, 1, 3)], data);
    }

    [Fact]
    public async Task Slice_inAnotherOrder_showsOtherAxes()
    {
        var file = sample.NewFile(".npy");

        await CommandRun.OfAsync("slice", sample.Zarr, "-c", "0", "--order", "y,x,z", "-p", "y=#40", "-o", file);

        Assert.Contains("(128, 16)", ReadNpy(file).Header, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Slice_in3D_toPng_isAProjectionInBothColours()
    {
        var file = sample.NewFile(".png");

        var run = await CommandRun.OfAsync("slice", sample.Zarr, "--display", "3", "--level", "0", "-o", file);

        Assert.Equal(0, run.ExitCode);
        var picture = PngEncoder.Decode(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));
        Assert.Equal((128, 128), (picture.Height, picture.Width));
        var colors = picture.Pixels.ToArray().Select(Rgba.FromPacked).ToArray();
        Assert.Contains(colors, color => color.B > color.R + 60);
        Assert.Contains(colors, color => color.R > color.B + 60);
    }

    [Fact]
    public async Task Slice_in3D_withoutALevel_takesTheCoarsest()
    {
        var file = sample.NewFile(".npy");

        await CommandRun.OfAsync("slice", sample.Zarr, "--display", "3", "-c", "0", "-o", file);

        Assert.Contains("(8, 24, 32)", ReadNpy(file).Header, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Slice_toTheTerminal_drawsHalfBlocksThatFit()
    {
        var terminal = new TerminalFacts(true, false, 24, 80, ColorDepth.TrueColor);

        var run = await CommandRun.OfAsync(terminal, TestContext.Current.CancellationToken, "slice", sample.Zarr, "-p", "z=50%");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(21, run.Out.Count(character => character == '\n'));
        Assert.Equal(21 * 42, run.Out.Count(character => character == '▀'));
        Assert.Contains("\e[38;2;", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Slice_toAPipe_hasNoEscapes()
    {
        var run = await CommandRun.OfAsync("slice", sample.Zarr, "--color", "ascii");

        Assert.DoesNotContain('\e', run.Out + run.Error);
        Assert.Equal(21, run.Out.Count(character => character == '\n'));
    }

    [Fact]
    public async Task Slice_outOfRange_isEmptyWithANote_andNoError()
    {
        var file = sample.NewFile(".npy");

        var run = await CommandRun.OfAsync("slice", sample.Zarr, "-p", "z=99", "-c", "0", "-o", file);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("note: z=99 lies outside of the data, 0 … 30: the slice is empty.", run.Error, StringComparison.Ordinal);
        Assert.Contains("(1, 1)", ReadNpy(file).Header, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--point", "q=3", "There is no axis 'q'; there are")]
    [InlineData("--point", "z:3", "is not a place on an axis")]
    [InlineData("--order", "z,z,y", "names an axis twice")]
    [InlineData("--channel", "7", "There is no channel 7; there are 0 … 1.")]
    [InlineData("--level", "9", "There is no level 9; there are 0 … 2.")]
    [InlineData("--display", "4", "'4'")]
    [InlineData("--output", "x.tiff", "name a .png or .npy file")]
    public async Task Slice_withAWrongOption_saysWhatIsRight(string option, string value, string because) =>
        (await CommandRun.OfAsync("slice", sample.Zarr, option, value)).AssertFails(2, because);

    [Fact]
    public async Task Slice_withAnUnknownColormap_listsThem() =>
        (await CommandRun.OfAsync("slice", sample.Zarr, "--colormap", "jett")).AssertFails(1, "viridis");

    [Fact]
    public async Task Slice_ofAMissingPath_namesIt() => (await CommandRun.OfAsync("slice", "/no/such.zarr")).AssertFails(1, "/no/such.zarr");

    [Fact]
    public async Task Slice_whenNobodyServes_saysWhere() =>
        (await CommandRun.OfAsync("slice", sample.Zarr, "--connect", "localhost:1")).AssertFails(1, "localhost:1");

    // A sample written by this project, read by hand: chunk 0/0 of level 0 holds a whole channel at this size.
    private static byte[] Plane(string zarr, int channel, int z)
    {
        var shape = new Engine.Samples.SampleShape(16, 96, 128);
        var (nuclei, membranes) = new Engine.Samples.SampleVolume(shape).Compute(static _ => { }, CancellationToken.None);
        Assert.True(Directory.Exists(zarr));
        var plane = new byte[shape.Height * shape.Width * 2];
        for (var index = 0; index < plane.Length / 2; index++)
        {
            var value = (channel == 0 ? nuclei : membranes)[(z * shape.Height * shape.Width) + index];
            BinaryPrimitives.WriteUInt16LittleEndian(plane.AsSpan(2 * index), value);
        }

        return plane;
    }

    private static (string Header, byte[] Data) ReadNpy(string file)
    {
        var bytes = File.ReadAllBytes(file);
        var length = 10 + BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(8));
        return (Encoding.ASCII.GetString(bytes, 10, length - 10), bytes[length..]);
    }
}
