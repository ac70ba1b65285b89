using System.Security.Cryptography;
using Lamella.Contracts.Arrays;
using Lamella.Engine.Arrays.Formats;
using Lamella.Tests;
using Lamella.Tests.RealData;
using Xunit;

namespace Lamella.Engine.Tests.Arrays.Formats.RealData;

public sealed class ZarrRealDataTests
{
    [Fact]
    public async Task Real_zarr_images_every_array_and_slice_has_the_expected_hash()
    {
        var data = SharedData.Require("data");
        var failures = new List<string>();
        int arrays = 0, slices = 0, passed = 0;
        foreach (var expected in ExpectedArray.ReadAll(Path.Combine(data, "expected")).Where(static array => array.File.EndsWith(".zarr", StringComparison.Ordinal)))
        {
            var image = await FormatRegistry.CreateDefault().OpenAsync(Path.Combine(data, expected.File, expected.Inner), TestContext.Current.CancellationToken);
            var metadata = image.Levels[0].Metadata;
            Assert.Equal(expected.Shape, metadata.Shape);
            Assert.Equal(expected.Dtype, metadata.DataType.NumpyDescr());
            var whole = await ArrayBox.ReadWholeAsync(image.Levels[0], TestContext.Current.CancellationToken);
            Note(failures, expected.Id, expected.Sha256!, whole);
            arrays++;
            foreach (var slice in expected.Slices)
            {
                var box = await new ArrayBox(image.Levels[0]).ReadAsync(slice.Start, slice.Stop, slice.Step, TestContext.Current.CancellationToken);
                box = slice.Reduce is { } reduction ? BoxShaping.Reduce(box, slice.Shape, expected.Dtype, reduction) : box;
                box = slice.Transpose is { } order ? BoxShaping.Transpose(box, slice.Shape, order) : box;
                passed += Note(failures, $"{expected.Id} {slice.Kind} [{string.Join(", ", slice.Start)}]", slice.Sha256, box) ? 1 : 0;
                slices++;
            }
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"real zarr     {arrays} arrays, slices {passed}/{slices}");
        Assert.NotEqual(0, slices);
        Assert.True(failures.Count == 0, string.Join('\n', failures));
    }

    private static bool Note(List<string> failures, string what, string sha256, byte[] bytes)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
        if (hash != sha256)
        {
            failures.Add($"{what}: the hash is {hash}, not {sha256}");
        }

        return hash == sha256;
    }
}
