using System.Runtime.InteropServices;
using System.Text;
using Lamella.Contracts.Arrays;
using Lamella.Contracts.Errors;
using Lamella.Engine.Arrays.Codecs;
using Lamella.Engine.Arrays.Codecs.Filters;
using Lamella.Engine.Arrays.Formats.Zarr.Metadata;
using Lamella.Tests;
using Xunit;

namespace Lamella.Engine.Tests.Arrays.Codecs;

/// <summary>Every vector that numcodecs keeps for its own codecs: config.json, encoded.NN.dat and the array that was encoded.</summary>
public sealed class NumcodecsGoldenTests
{
    [Theory]
    [InlineData("blosc")]
    [InlineData("bz2")]
    [InlineData("crc32c")]
    [InlineData("delta")]
    [InlineData("fixedscaleoffset")]
    [InlineData("gzip")]
    [InlineData("lz4")]
    [InlineData("packbits")]
    [InlineData("quantize")]
    [InlineData("shuffle")]
    [InlineData("zlib")]
    [InlineData("zstd")]
    public void Decode_vectors_of_numcodecs_gives_their_arrays(string id)
    {
        var folder = SharedData.Require("zarr-corpus", "fixtures", "numcodecs", id);
        var failures = new List<string>();
        int count = 0, refused = 0;
        foreach (var config in Directory.EnumerateFiles(folder, "config.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            foreach (var encoded in Directory.EnumerateFiles(Path.GetDirectoryName(config)!, "encoded.*.dat").Order(StringComparer.Ordinal))
            {
                count++;
                var failure = FailureOf(id, config, encoded);
                refused += failure == "refused" ? 1 : 0;
                if (failure is not null and not "refused")
                {
                    failures.Add($"{Path.GetRelativePath(folder, encoded)}: {failure}");
                }
            }
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"numcodecs {id,-17} {count - failures.Count}/{count} (refused by name: {refused})");
        Assert.NotEqual(0, count);
        Assert.True(failures.Count == 0, string.Join('\n', failures));
    }

    private static string? FailureOf(string id, string configPath, string encodedPath)
    {
        var number = Path.GetFileName(encodedPath).Split('.')[1];
        var (descr, expected) = ReadNpy(Path.Combine(Path.GetDirectoryName(configPath)!, "..", $"array.{number}.npy"));
        var config = MetadataDocument.Parse(File.ReadAllBytes(configPath), configPath);
        var decoded = new byte[expected.Length];
        try
        {
            var type = descr is "|b1" ? new FilterType(DataType.Bool, false) : new FilterType(DataType.UInt8, false);
            var codec = FilterFactory.TryCreate(id, config, type, out _) ?? CompressorFactory.TryCreate(id, config)!;
            var written = codec.Decode(File.ReadAllBytes(encodedPath), decoded);
            return written != expected.Length
                ? $"{written} bytes instead of {expected.Length}"
                : IsClose(id, config, expected, decoded) ? null : "other bytes";
        }
        catch (LamellaException exception) when (exception.Code == LamellaErrorCode.Unsupported && descr == "|b1")
        {
            return "refused";
        }
        catch (CorruptDataException exception)
        {
            return exception.Message;
        }
    }

    /// <summary>Lossy filters give what they kept of the numbers: half a step of their scale or digits, and of the stored type.</summary>
    private static bool IsClose(string id, MetadataElement config, byte[] expected, byte[] decoded)
    {
        if (id is not ("fixedscaleoffset" or "quantize"))
        {
            return expected.AsSpan().SequenceEqual(decoded);
        }

        var step = id == "quantize" ? Math.Pow(10, -config.Get("digits").AsDouble()) : 1 / config.Get("scale").AsDouble();
        var precision = config.Get("astype").AsString()[1..] switch { "f2" => Math.Pow(2, -10), "f4" => Math.Pow(2, -23), _ => Math.Pow(2, -51) };
        var wanted = MemoryMarshal.Cast<byte, double>(expected);
        var got = MemoryMarshal.Cast<byte, double>(decoded);
        for (var index = 0; index < wanted.Length; index++)
        {
            if (!(Math.Abs(wanted[index] - got[index]) <= step + (precision * Math.Abs(wanted[index]))))
            {
                return false;
            }
        }

        return true;
    }

    private static (string Descr, byte[] Data) ReadNpy(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var headerLength = bytes[8] | (bytes[9] << 8);
        var header = Encoding.Latin1.GetString(bytes, 10, headerLength);
        return (header.Split('\'')[3], bytes[(10 + headerLength)..]);
    }
}
