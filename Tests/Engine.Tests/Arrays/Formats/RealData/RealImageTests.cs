using System.Security.Cryptography;
using Lamella.Contracts.Arrays;
using Lamella.Engine.Arrays.Formats;
using Lamella.Tests;
using Lamella.Tests.RealData;
using Xunit;

namespace Lamella.Engine.Tests.Arrays.Formats.RealData;

/// <summary>Real files of every format but Zarr against what independent readers say of them.</summary>
public sealed class RealImageTests
{
    [Theory]
    [InlineData("tiff", "")]
    [InlineData("nifti", "")]
    [InlineData("hdf5", "")]
    [InlineData("n5", "")]
    [InlineData("raw", "?shape=64,64,64&dtype=uint64&order=F")]
    public async Task Real_images_every_array_and_slice_has_the_expected_hash(string folder, string query)
    {
        var data = SharedData.Require("data");
        var output = TestContext.Current.TestOutputHelper!;
        var failures = new List<string>();
        int slices = 0, passed = 0, arrays = 0;

        foreach (var expected in ExpectedArray.ReadAll(Path.Combine(data, "expected")).Where(array => array.File.StartsWith(folder + "/", StringComparison.Ordinal)))
        {
            var uri = Path.Combine(data, expected.File, expected.Inner) + query;
            var image = await FormatRegistry.CreateDefault().OpenAsync(uri, TestContext.Current.CancellationToken);
            var metadata = image.Levels[0].Metadata;
            var whole = await ArrayBox.ReadWholeAsync(image.Levels[0], TestContext.Current.CancellationToken);
            Assert.Equal(expected.Shape, metadata.Shape);
            Assert.Equal(expected.Dtype, metadata.DataType.NumpyDescr());
            var isWhole = Matches(whole, expected.Sha256!);
            var right = 0;
            foreach (var slice in expected.Slices)
            {
                var box = await new ArrayBox(image.Levels[0]).ReadAsync(slice.Start, slice.Stop, slice.Step, TestContext.Current.CancellationToken);
                box = slice.Reduce is { } reduction ? BoxShaping.Reduce(box, slice.Shape, expected.Dtype, reduction) : box;
                box = slice.Transpose is { } order ? BoxShaping.Transpose(box, slice.Shape, order) : box;
                right += Matches(box, slice.Sha256) ? 1 : 0;
            }

            var line = $"{expected.Id,-24} {image.Format,-22} [{string.Join(", ", metadata.Shape)}] {metadata.DataType.ZarrName()}: whole {(isWhole ? "ok" : "WRONG")}, slices {right}/{expected.Slices.Length}";
            output.WriteLine(line);
            failures.AddRange(isWhole && right == expected.Slices.Length ? [] : [line]);
            (arrays, slices, passed) = (arrays + 1, slices + expected.Slices.Length, passed + right);
        }

        output.WriteLine($"real {folder,-8} {arrays} arrays, slices {passed}/{slices}");
        Assert.NotEqual(0, slices);
        Assert.Empty(failures);
    }

    private static bool Matches(byte[] bytes, string sha256) => Convert.ToHexStringLower(SHA256.HashData(bytes)) == sha256;
}
