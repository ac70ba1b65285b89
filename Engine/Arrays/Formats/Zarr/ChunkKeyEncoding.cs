using System.Globalization;
using System.Text;

namespace Lamella.Engine.Arrays.Formats.Zarr;

/// <summary>How a chunk's place in the grid becomes a store key (Zarr v3, "chunk key encoding").</summary>
/// <param name="Prefix"><c>c</c> for v3's default encoding; empty for v2's.</param>
/// <param name="Separator"><c>/</c> or <c>.</c>.</param>
internal readonly record struct ChunkKeyEncoding(string Prefix, char Separator)
{
    /// <summary>The key, relative to the array.</summary>
    /// <param name="chunkIndex">The place in the grid; empty for a scalar array.</param>
    public string Encode(ReadOnlySpan<int> chunkIndex)
    {
        if (chunkIndex.IsEmpty)
        {
            return Prefix.Length > 0 ? Prefix : "0";
        }

        var key = new StringBuilder(Prefix, Prefix.Length + (4 * chunkIndex.Length));
        foreach (var index in chunkIndex)
        {
            if (key.Length > 0)
            {
                key.Append(Separator);
            }

            key.Append(CultureInfo.InvariantCulture, $"{index}");
        }

        return key.ToString();
    }
}
