using System.Buffers.Binary;
using System.Text;
using Lamella.Contracts.Errors;
using Lamella.Engine.Slicing.Surface;
using Lamella.Engine.Sources;
using Lamella.Engine.Sources.Meshes;
using Xunit;

namespace Lamella.Engine.Tests.Sources;

public sealed class MeshTests
{
    private const string PlyText =
        "ply\nformat ascii 1.0\ncomment a square\nelement vertex 4\nproperty float x\nproperty float y\nproperty float z\n"
        + "property uchar quality\nelement face 1\nproperty list uchar int vertex_indices\nend_header\n"
        + "0 0 0 10\n1 0 0 20\n1 1 0 30\n0 1 0 40\n4 0 1 2 3\n";

    [Fact]
    public void Obj_polygons_of_any_notation_become_triangles()
    {
        var mesh = Obj("# a square and a triangle\nv 0 0 0\nv 1 0 0 1.0\nv 1 1 0\nvn 0 0 1\nv 0 1 0\nf 1/1/1 2//1 3/2 4\nf -1 -2 -3\n");

        Assert.Equal([0, 1, 2, 0, 2, 3, 3, 2, 1], mesh.Faces);
        Assert.Equal((1, 1, 0), (mesh.Vertices[2, 0], mesh.Vertices[2, 1], mesh.Vertices[2, 2]));
        Assert.Equal([1, 1, 1, 1], mesh.Values);
    }

    [Theory]
    [InlineData("v 0 0\n", "line 1: nothing stands where z")]
    [InlineData("v 0 zero 0\n", "line 1: 'zero' stands where y")]
    [InlineData("v 0 0 0\nv 1 0 0\nf 1 2 3\n", "line 3: the face names vertex 2, counted from 0, and the mesh has 2")]
    [InlineData("v 0 0 0\nf 1 1 0\n", "line 2: '0' is no vertex number")]
    [InlineData("v 0 0 0\nf 1 1 -2\n", "line 2: there is no vertex -1")]
    [InlineData("v 0 0 0\nf 1 1\n", "line 2: a face of 2 corners")]
    [InlineData("v 0 0 0\nf 1 1 99999999999\n", "there is no vertex")]
    public void Obj_that_is_wrong_is_refused_with_its_line(string content, string message)
    {
        var error = Assert.Throws<LamellaException>(() => Obj(content));

        Assert.Equal(LamellaErrorCode.InvalidMetadata, error.Code);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Stl_binary_and_text_of_one_mesh_are_the_same()
    {
        var text = StlMesh.Read(Encoding.ASCII.GetBytes(
            "solid s\nfacet normal 0 0 1\nouter loop\nvertex 0 0 0\nvertex 1 0 0\nvertex 0 1 0\nendloop\nendfacet\n"
            + "facet normal 0 0 1\nouter loop\nvertex 1 0 0\nvertex 1 1 0\nvertex 0 1 0\nendloop\nendfacet\nendsolid s\n"), "s.stl");
        var binary = StlMesh.Read(BinaryStl([0, 0, 0, 1, 0, 0, 0, 1, 0], [1, 0, 0, 1, 1, 0, 0, 1, 0]), "s.stl");

        Assert.Equal(4, text.Vertices.Count);
        Assert.Equal([0, 1, 2, 1, 3, 2], text.Faces);
        AssertSame(text, binary);
    }

    [Fact]
    public void Stl_that_is_cut_off_is_refused()
    {
        var whole = BinaryStl([0, 0, 0, 1, 0, 0, 0, 1, 0]);

        Assert.Contains("declares 1 facets and holds 0", Assert.Throws<LamellaException>(() => StlMesh.Read(whole.AsSpan(0, 100), "s.stl")).Message, StringComparison.Ordinal);
        Assert.Throws<LamellaException>(() => StlMesh.Read(whole.AsSpan(0, 20), "s.stl"));
        Assert.Throws<LamellaException>(() => StlMesh.Read("solid x\nfacet\nvertex 0 0 0\n"u8, "s.stl"));
    }

    [Fact]
    public void Stl_that_declares_more_than_the_limit_is_refused_before_allocating()
    {
        var error = Assert.Throws<LamellaException>(
            () => StlMesh.Read(BinaryStl([0, 0, 0, 1, 0, 0, 0, 1, 0], [0, 0, 0, 1, 0, 0, 0, 1, 0]), "s.stl", new SourceLimits { MaxRows = 1 }));

        Assert.Equal(LamellaErrorCode.LimitExceeded, error.Code);
    }

    [Theory]
    [InlineData("binary_little_endian", false)]
    [InlineData("binary_big_endian", true)]
    public void Ply_binary_and_text_of_one_mesh_are_the_same(string format, bool bigEndian)
    {
        var text = PlyMesh.Read(Encoding.ASCII.GetBytes(PlyText), "s.ply");
        var binary = PlyMesh.Read(BinaryPly(format, bigEndian), "s.ply");

        Assert.Equal([0, 1, 2, 0, 2, 3], text.Faces);
        Assert.Equal([10, 20, 30, 40], text.Values);
        AssertSame(text, binary);
    }

    [Fact]
    public void Ply_that_is_cut_off_anywhere_is_refused()
    {
        var whole = BinaryPly("binary_little_endian", false);

        Assert.All(
            Enumerable.Range(0, whole.Length),
            length => Assert.Throws<LamellaException>(() => PlyMesh.Read(whole.AsSpan(0, length), "s.ply")));
    }

    [Theory]
    [InlineData("element vertex 4", "element vertex 4000000000")]
    [InlineData("element vertex 4", "element vertex -1")]
    [InlineData("element vertex 4", "element vertex four")]
    [InlineData("format ascii", "format morse")]
    [InlineData("property float z", "property vec3 z")]
    [InlineData("property float z", "property float w")]
    [InlineData("4 0 1 2 3", "4 0 1 2 4")]
    [InlineData("4 0 1 2 3", "4 0 1 2 x")]
    [InlineData("4 0 1 2 3", "2 0 1")]
    public void Ply_that_contradicts_itself_is_refused(string right, string wrong)
    {
        var content = PlyText.Replace(right, wrong, StringComparison.Ordinal);

        var error = Assert.Throws<LamellaException>(() => PlyMesh.Read(Encoding.ASCII.GetBytes(content), "s.ply"));

        Assert.True(error.Code is LamellaErrorCode.InvalidMetadata or LamellaErrorCode.LimitExceeded);
        Assert.StartsWith("s.ply: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Mesh_without_faces_or_vertices_is_empty()
    {
        Assert.Equal(0, Obj("# nothing\n").Vertices.Count);
        Assert.Empty(Obj("v 0 0 0\n").Faces);
    }

    private static SurfaceLayerData Obj(string content) => ObjMesh.Read(Encoding.ASCII.GetBytes(content), "m.obj");

    private static void AssertSame(SurfaceLayerData expected, SurfaceLayerData actual)
    {
        Assert.Equal(expected.Faces, actual.Faces);
        Assert.Equal(expected.Values, actual.Values);
        Assert.Equal(Coordinates(expected), Coordinates(actual));
    }

    private static IEnumerable<double> Coordinates(SurfaceLayerData mesh) =>
        Enumerable.Range(0, mesh.Vertices.Count).SelectMany(row => Enumerable.Range(0, 3).Select(axis => mesh.Vertices[row, axis]));

    private static byte[] BinaryStl(params float[][] facets)
    {
        // The header begins as a text file's would, which must not mislead.
        var bytes = new byte[84 + (50 * facets.Length)];
        "solid"u8.CopyTo(bytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(80), facets.Length);
        for (var facet = 0; facet < facets.Length; facet++)
        {
            for (var i = 0; i < 9; i++)
            {
                BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(84 + (50 * facet) + 12 + (4 * i)), facets[facet][i]);
            }
        }

        return bytes;
    }

    private static byte[] BinaryPly(string format, bool bigEndian)
    {
        using var stream = new MemoryStream();
        var end = PlyText.IndexOf("end_header\n", StringComparison.Ordinal) + "end_header\n".Length;
        stream.Write(Encoding.ASCII.GetBytes(PlyText[..end].Replace("ascii", format, StringComparison.Ordinal)));
        float[] coordinates = [0, 0, 0, 1, 0, 0, 1, 1, 0, 0, 1, 0];
        for (var i = 0; i < coordinates.Length; i++)
        {
            stream.Write(Ordered(BitConverter.GetBytes(coordinates[i]), bigEndian));
            if (i % 3 == 2)
            {
                stream.WriteByte((byte)(10 * ((i / 3) + 1)));
            }
        }

        stream.WriteByte(4);
        for (var i = 0; i < 4; i++)
        {
            stream.Write(Ordered(BitConverter.GetBytes(i), bigEndian));
        }

        return stream.ToArray();
    }

    private static byte[] Ordered(byte[] littleEndian, bool bigEndian) => bigEndian ? [.. littleEndian.Reverse()] : littleEndian;
}
