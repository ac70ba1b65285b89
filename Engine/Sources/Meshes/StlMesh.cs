using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Lamella.Contracts.Errors;
using Lamella.Engine.Slicing.Surface;

namespace Lamella.Engine.Sources.Meshes;

/// <summary>
/// STL, ASCII and binary. Corners of equal coordinates become one vertex, so that neighbouring triangles hang together.
/// </summary>
public static class StlMesh
{
    private const int HeaderLength = 80;
    private const int CountLength = 4;
    private const int FacetLength = 50;
    private const int NormalLength = 12;

    /// <summary>Reads a mesh.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="file">Its name, for errors.</param>
    /// <param name="limits">Bounds on vertices and faces; null for the default.</param>
    /// <exception cref="LamellaException">
    /// <see cref="LamellaErrorCode.InvalidMetadata"/>: fewer facets than declared, or a coordinate that is no number.
    /// <see cref="LamellaErrorCode.LimitExceeded"/>.
    /// </exception>
    public static SurfaceLayerData Read(ReadOnlySpan<byte> bytes, string file, SourceLimits? limits = null)
    {
        var mesh = new MeshBuilder(file, limits ?? SourceLimits.Default);
        var known = new Dictionary<(double, double, double), int>();

        // Binary files may begin with "solid" too; then their length tells.
        if (IsBinary(bytes) || !bytes.TrimStart(" \t\r\n"u8).StartsWith("solid"u8) || bytes[..Math.Min(bytes.Length, HeaderLength)].Contains((byte)0))
        {
            ReadBinary(bytes, file, mesh, known);
        }
        else
        {
            ReadText(bytes, file, mesh, known);
        }

        return mesh.Build();
    }

    private static bool IsBinary(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= HeaderLength + CountLength
        && bytes.Length == HeaderLength + CountLength + ((long)FacetLength * BinaryPrimitives.ReadUInt32LittleEndian(bytes[HeaderLength..]));

    private static void ReadBinary(
        ReadOnlySpan<byte> bytes, string file, MeshBuilder mesh, Dictionary<(double, double, double), int> known)
    {
        if (bytes.Length < HeaderLength + CountLength)
        {
            throw SourceErrors.Invalid(file, $"{bytes.Length} bytes are no STL file.", $"{HeaderLength + CountLength} bytes or more", $"{bytes.Length}");
        }

        long facets = BinaryPrimitives.ReadUInt32LittleEndian(bytes[HeaderLength..]);
        var held = (bytes.Length - HeaderLength - CountLength) / FacetLength;
        if (facets > held)
        {
            throw SourceErrors.Invalid(file, $"declares {facets} facets and holds {held}; the file is cut off.", $"{facets} facets", $"{held}");
        }

        mesh.EnsureRoom(facets, "facets");
        Span<long> corners = stackalloc long[3];
        for (var facet = 0; facet < facets; facet++)
        {
            var record = bytes.Slice(HeaderLength + CountLength + (facet * FacetLength) + NormalLength, 36);
            for (var corner = 0; corner < corners.Length; corner++)
            {
                var at = record[(corner * 12)..];
                corners[corner] = Vertex(
                    mesh,
                    known,
                    BinaryPrimitives.ReadSingleLittleEndian(at),
                    BinaryPrimitives.ReadSingleLittleEndian(at[4..]),
                    BinaryPrimitives.ReadSingleLittleEndian(at[8..]));
            }

            mesh.AddFace(corners, "facet", facet);
        }
    }

    private static void ReadText(
        ReadOnlySpan<byte> bytes, string file, MeshBuilder mesh, Dictionary<(double, double, double), int> known)
    {
        var lines = new TextLines(bytes);
        var corners = new List<long>();
        var ends = false;
        while (lines.NextLine())
        {
            var keyword = lines.NextWord();
            ends |= keyword.SequenceEqual("endsolid"u8);
            if (keyword.SequenceEqual("vertex"u8))
            {
                corners.Add(Vertex(mesh, known, lines.NextNumber(file, "x"), lines.NextNumber(file, "y"), lines.NextNumber(file, "z")));
            }
            else if (keyword.SequenceEqual("endloop"u8) || keyword.SequenceEqual("endfacet"u8))
            {
                if (corners.Count > 0)
                {
                    mesh.AddFace(CollectionsMarshal.AsSpan(corners), "line", lines.Line);
                }

                corners.Clear();
            }
        }

        if (corners.Count > 0 || !ends)
        {
            throw SourceErrors.InvalidLine(file, lines.Line, "the solid does not end; the file is cut off.", "endsolid", "the end of the file");
        }
    }

    private static int Vertex(MeshBuilder mesh, Dictionary<(double, double, double), int> known, double x, double y, double z)
    {
        if (!known.TryGetValue((x, y, z), out var vertex))
        {
            vertex = mesh.AddVertex(x, y, z);
            known.Add((x, y, z), vertex);
        }

        return vertex;
    }
}
