using System.Globalization;
using System.Text;
using Lamella.Contracts.Arrays;
using Lamella.Contracts.Errors;
using Lamella.Engine.Arrays;
using Lamella.Engine.Arrays.Formats;
using Lamella.Engine.Arrays.Formats.Npy;
using Lamella.Engine.Arrays.Stores.Http;
using Lamella.Engine.Samples;
using Lamella.Tests.Http;
using Xunit;

namespace Lamella.Engine.Tests.Arrays.Formats;

public sealed class RemoteSchemeTests
{
    private const string ZarrMetadata = """
        {"zarr_format": 2, "shape": [4], "chunks": [2], "dtype": "|u1", "compressor": null, "fill_value": 9, "filters": null, "order": "C"}
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task OpenAsync_file_is_read_by_ranges()
    {
        var elements = new byte[300_000];
        new Random(3).NextBytes(elements);
        await using var server = Serving(("/data/a.npy", [.. NpyWriter.CreateHeader([3, 100_000], DataType.UInt8), .. elements]));
        using var transport = new HttpTransport(RemoteAccessPolicy.Allow(server.Root + "data"));

        var image = await OpenAsync(transport, server.Root + "data/a.npy");

        Assert.Equal("npy 1.0", image.Format);
        Assert.Equal(StoreKind.Remote, image.Levels[0].Metadata.StoreKind);
        Assert.Equal(elements, await WholeArray.ReadAsync(image.Levels[0], Token));
        Assert.All(server.Requests, static request => Assert.NotNull(request.Range));
    }

    [Fact]
    public async Task OpenAsync_folder_is_found_by_its_metadata_and_404_is_the_fill_value()
    {
        await using var server = Serving(
            ("/x.zarr/0/.zarray", Encoding.ASCII.GetBytes(ZarrMetadata)), ("/x.zarr/0/1", [3, 4]));
        using var transport = new HttpTransport(RemoteAccessPolicy.Open);

        var image = await OpenAsync(transport, server.Root + "x.zarr/0");

        Assert.Equal([9, 9, 3, 4], await WholeArray.ReadAsync(image.Levels[0], Token));
    }

    [Fact]
    public async Task OpenAsync_ome_zarr_asks_for_each_document_once_and_for_all_levels_together()
    {
        var folder = Directory.CreateTempSubdirectory("lamella-remote-");
        try
        {
            await SampleWriter.WriteAsync(Path.Combine(folder.FullName, "s.zarr"), overwrite: false, new SampleShape(8, 32, 32), null, Token);
            await using var server = new FolderServer(folder.FullName);
            using var transport = new HttpTransport(RemoteAccessPolicy.Open);

            var image = await OpenAsync(transport, server.Root + "s.zarr");

            Assert.Equal(3, image.Levels.Length);
            Assert.Distinct(server.Requests.Select(static request => request.Target));

            // What was expected and turned out not to be needed may still be on its way.
            Assert.InRange(server.Requests.Count, 5 + (3 * 2), 5 + (4 * 3));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task OpenAsync_outside_the_allow_list_asks_nothing_of_the_host()
    {
        await using var server = Serving(("/secret.npy", [1]));
        using var transport = new HttpTransport(RemoteAccessPolicy.Allow(server.Root + "data"));

        var error = await Assert.ThrowsAsync<LamellaException>(() => OpenAsync(transport, server.Root + "secret.npy"));

        Assert.Equal(LamellaErrorCode.NotAllowed, error.Code);
        Assert.Empty(server.Requests);
    }

    private static async Task<OpenedImage> OpenAsync(HttpTransport transport, string uri) =>
        await FormatRegistry.CreateDefault(remote: new RemoteScheme(transport)).OpenAsync(uri, Token);

    /// <summary>A plain server of files that honours ranges.</summary>
    private static LoopbackServer Serving(params (string Path, byte[] Bytes)[] files) => new(async (request, stream, token) =>
    {
        var file = Array.Find(files, file => file.Path == request.Target).Bytes;
        if (file is null)
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(LoopbackServer.Status("404 Not Found")), token);
            return;
        }

        var (first, last) = (0, file.Length - 1);
        if (request.Range is { } range)
        {
            var numbers = range["bytes=".Length..].Split('-');
            first = int.Parse(numbers[0], CultureInfo.InvariantCulture);
            last = Math.Min(last, int.Parse(numbers[1], CultureInfo.InvariantCulture));
        }

        var head = request.Range is null
            ? $"HTTP/1.1 200 OK\r\nContent-Length: {file.Length}\r\n\r\n"
            : $"HTTP/1.1 206 Partial Content\r\nContent-Length: {last - first + 1}\r\nContent-Range: bytes {first}-{last}/{file.Length}\r\n\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head), token);
        await stream.WriteAsync(file.AsMemory(first, last - first + 1), token);
    });
}
