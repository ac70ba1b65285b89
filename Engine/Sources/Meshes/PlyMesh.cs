using System.Runtime.InteropServices;
using Lamella.Contracts.Errors;
using Lamella.Engine.Slicing.Surface;

namespace Lamella.Engine.Sources.Meshes;

/// <summary>
/// PLY, ASCII and binary of both byte orders. Polygons become triangles; a vertex property <c>value</c>, <c>quality</c>,
/// <c>intensity</c> or <c>scalar</c> becomes the vertices' value; everything else is skipped.
/// </summary>
public static class PlyMesh
{
    /// <summary>Reads a mesh.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="file">Its name, for errors.</param>
    /// <param name="limits">Bounds on vertices and faces; null for the default.</param>
    /// <exception cref="LamellaException">
    /// <see cref="LamellaErrorCode.InvalidMetadata"/>: a header that contradicts itself, fewer elements than declared, a face
    /// that names no vertex. <see cref="LamellaErrorCode.LimitExceeded"/>.
    /// </exception>
    public static SurfaceLayerData Read(ReadOnlySpan<byte> bytes, string file, SourceLimits? limits = null)
    {
        var header = PlyHeader.Parse(bytes, file);
        var mesh = new MeshBuilder(file, limits ?? SourceLimits.Default);
        var values = new PlyValues(bytes, header, file);
        foreach (var element in header.Elements)
        {
            // An element of no properties takes no bytes, so its count bounds nothing; there is nothing to read of it either.
            if (element.Properties.Count == 0)
            {
                continue;
            }

            mesh.EnsureRoom(element.Count, $"elements '{element.Name}'");
            values.EnsureHolds(element);
            switch (element.Name)
            {
                case "vertex": ReadVertices(ref values, element, mesh, file); break;
                case "face": ReadFaces(ref values, element, mesh); break;
                default: Skip(ref values, element); break;
            }
        }

        return mesh.Build();
    }

    private static void ReadVertices(ref PlyValues values, PlyElement element, MeshBuilder mesh, string file)
    {
        var (x, y, z) = (element.Find("x"), element.Find("y"), element.Find("z"));
        var value = element.Find("value", "quality", "intensity", "scalar");
        if (x < 0 || y < 0 || z < 0)
        {
            throw SourceErrors.Invalid(file, "the vertices lack x, y or z.", "properties x, y, z", string.Join(", ", element.Properties.Select(static p => p.Name)));
        }

        var numbers = new double[element.Properties.Count];
        for (var i = 0L; i < element.Count; i++)
        {
            for (var p = 0; p < numbers.Length; p++)
            {
                numbers[p] = values.Next(element.Properties[p], null);
            }

            mesh.AddVertex(numbers[x], numbers[y], numbers[z]);
            if (value >= 0)
            {
                mesh.AddValue(numbers[value]);
            }
        }
    }

    private static void ReadFaces(ref PlyValues values, PlyElement element, MeshBuilder mesh)
    {
        var place = element.Find("vertex_indices", "vertex_index");
        var corners = new List<long>();
        for (var i = 0L; i < element.Count; i++)
        {
            for (var p = 0; p < element.Properties.Count; p++)
            {
                values.Next(element.Properties[p], p == place ? corners : null);
            }

            mesh.AddFace(CollectionsMarshal.AsSpan(corners), "face", i);
        }
    }

    private static void Skip(ref PlyValues values, PlyElement element)
    {
        for (var i = 0L; i < element.Count; i++)
        {
            foreach (var property in element.Properties)
            {
                values.Next(property, null);
            }
        }
    }
}
