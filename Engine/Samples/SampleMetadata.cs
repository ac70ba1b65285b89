using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Lamella.Engine.Samples;

/// <summary>
/// The sample's metadata: Zarr v2 (https://zarr-specs.readthedocs.io/en/latest/v2/v2.0.html) with OME-NGFF 0.4
/// (https://ngff.openmicroscopy.org/0.4/), because every reader of OME-Zarr reads that pair, while 0.5 on Zarr v3 needs
/// libraries of 2025 or later.
/// </summary>
internal static class SampleMetadata
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>Elements of one chunk of one channel along z, y, x: 512 KiB, and at 64 × 512 × 512 the same 16 chunks for a plane in any direction.</summary>
    public static SampleShape ChunkShape { get; } = new(16, 128, 128);

    /// <summary>The <c>.zgroup</c> document.</summary>
    public static byte[] Group() => Serialize(new JsonObject { ["zarr_format"] = 2 });

    /// <summary>One level's <c>.zarray</c> document.</summary>
    /// <param name="shape">The level's shape, without channels.</param>
    public static byte[] Array(SampleShape shape) => Serialize(new JsonObject
    {
        ["zarr_format"] = 2,
        ["shape"] = new JsonArray(SampleWriter.Channels, shape.Depth, shape.Height, shape.Width),
        ["chunks"] = new JsonArray(1, ChunkShape.Depth, ChunkShape.Height, ChunkShape.Width),
        ["dtype"] = "<u2",
        ["compressor"] = new JsonObject { ["id"] = "blosc", ["cname"] = "lz4", ["clevel"] = 5, ["shuffle"] = 1, ["blocksize"] = 0 },
        ["fill_value"] = 0,
        ["order"] = "C",
        ["filters"] = null,
        ["dimension_separator"] = "/",
    });

    /// <summary>The group's <c>.zattrs</c> document.</summary>
    /// <param name="levels">Shape of every level, finest first.</param>
    public static byte[] Attributes(IReadOnlyList<SampleShape> levels) => Serialize(new JsonObject
    {
        ["multiscales"] = new JsonArray(new JsonObject
        {
            ["version"] = "0.4",
            ["name"] = "lamella sample",
            ["axes"] = new JsonArray(
                new JsonObject { ["name"] = "c", ["type"] = "channel" }, Space("z"), Space("y"), Space("x")),
            ["datasets"] = new JsonArray([.. levels.Select((shape, level) => Dataset(level, levels[0], shape))]),
            ["type"] = "mean",
        }),
        ["omero"] = new JsonObject
        {
            ["version"] = "0.4",
            ["channels"] = new JsonArray(
                Channel("nuclei", "20ADF8", 150, 3000), Channel("membranes", "F8AD20", 150, 2600)),
            ["rdefs"] = new JsonObject { ["defaultZ"] = levels[0].Depth / 2, ["model"] = "color" },
        },
    });

    private static JsonObject Space(string name) => new() { ["name"] = name, ["type"] = "space", ["unit"] = "micrometer" };

    private static JsonObject Dataset(int level, SampleShape finest, SampleShape shape)
    {
        // A coarse voxel's centre lies between the centres of the fine ones that it covers.
        var (z, y, x) = (Step(SampleScene.Depth, finest.Depth), Step(SampleScene.Extent, finest.Height), Step(SampleScene.Extent, finest.Width));
        var (fz, fy, fx) = (Factor(finest.Depth, shape.Depth), Factor(finest.Height, shape.Height), Factor(finest.Width, shape.Width));
        return new JsonObject
        {
            ["path"] = level.ToString(CultureInfo.InvariantCulture),
            ["coordinateTransformations"] = new JsonArray(
                new JsonObject { ["type"] = "scale", ["scale"] = new JsonArray(1.0, z * fz, y * fy, x * fx) },
                new JsonObject
                {
                    ["type"] = "translation",
                    ["translation"] = new JsonArray(0.0, z * (fz - 1) / 2, y * (fy - 1) / 2, x * (fx - 1) / 2),
                }),
        };
    }

    private static double Step(float extent, int voxels) => (double)extent / voxels;

    private static int Factor(int fine, int coarse) => (int)Math.Round((double)fine / coarse);

    private static JsonObject Channel(string label, string color, int start, int end) => new()
    {
        ["label"] = label,
        ["color"] = color,
        ["active"] = true,
        ["coefficient"] = 1,
        ["family"] = "linear",
        ["inverted"] = false,
        ["window"] = new JsonObject { ["min"] = 0, ["max"] = 65535, ["start"] = start, ["end"] = end },
    };

    private static byte[] Serialize(JsonObject document) => JsonSerializer.SerializeToUtf8Bytes(document, Indented);
}
