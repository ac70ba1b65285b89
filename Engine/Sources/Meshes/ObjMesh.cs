using System.Buffers.Text;
using System.Runtime.InteropServices;
using Lamella.Contracts.Errors;
using Lamella.Engine.Slicing.Surface;

namespace Lamella.Engine.Sources.Meshes;

/// <summary>Wavefront OBJ: <c>v</c> and <c>f</c> lines; all others are skipped. Polygons become triangles.</summary>
public static class ObjMesh
{
    /// <summary>Reads a mesh.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="file">Its name, for errors.</param>
    /// <param name="limits">Bounds on vertices and faces; null for the default.</param>
    /// <exception cref="LamellaException">
    /// <see cref="LamellaErrorCode.InvalidMetadata"/>, with the line: a coordinate or a vertex number that is none, or that
    /// names no vertex. <see cref="LamellaErrorCode.LimitExceeded"/>.
    /// </exception>
    public static SurfaceLayerData Read(ReadOnlySpan<byte> bytes, string file, SourceLimits? limits = null)
    {
        var mesh = new MeshBuilder(file, limits ?? SourceLimits.Default);
        var lines = new TextLines(bytes);
        var corners = new List<long>();
        while (lines.NextLine())
        {
            var keyword = lines.NextWord();
            if (keyword.SequenceEqual("v"u8))
            {
                mesh.AddVertex(lines.NextNumber(file, "x"), lines.NextNumber(file, "y"), lines.NextNumber(file, "z"));
            }
            else if (keyword.SequenceEqual("f"u8))
            {
                corners.Clear();
                for (var word = lines.NextWord(); !word.IsEmpty; word = lines.NextWord())
                {
                    corners.Add(Corner(word, mesh.VertexCount, file, lines.Line));
                }

                mesh.AddFace(CollectionsMarshal.AsSpan(corners), "line", lines.Line);
            }
        }

        return mesh.Build();
    }

    /// <summary>The vertex that <c>7</c>, <c>7/1</c> or <c>7/1/2</c> names, from 1; −1 is the one before.</summary>
    private static long Corner(ReadOnlySpan<byte> word, int vertices, string file, int line)
    {
        var slash = word.IndexOf((byte)'/');
        var digits = slash < 0 ? word : word[..slash];
        return Utf8Parser.TryParse(digits, out long number, out var used) && used == digits.Length && number != 0
            ? number < 0 ? vertices + number : number - 1
            : throw SourceErrors.InvalidLine(
                file, line, $"'{System.Text.Encoding.UTF8.GetString(word)}' is no vertex number; they count from 1.", "1 or more, or below 0 from the end");
    }
}
