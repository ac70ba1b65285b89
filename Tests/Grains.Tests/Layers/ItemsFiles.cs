namespace Lamella.Grains.Tests.Layers;

/// <summary>Small files of points, vectors, shapes, tracks and a mesh, which go away with the test.</summary>
internal sealed class ItemsFiles : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lamella-items-");

    /// <summary>Points at z = 1, 1, 2, 5 with a feature each.</summary>
    public string Points => Write("points.csv", "z,y,x,kind\n1,10,20,a\n1,30,40,b\n2,50,60,a\n5,70,80,b\n");

    /// <summary>Vectors at z = 1 and 2.</summary>
    public string Vectors => Write("vectors.csv", "z,y,x,dz,dy,dx\n1,10,20,0,3,4\n2,30,40,0,0,5\n");

    /// <summary>A rectangle at z = 1 and a path at z = 2.</summary>
    public string Shapes => Write(
        "shapes.csv",
        """
        index,shape-type,vertex-index,axis-0,axis-1,axis-2
        0,rectangle,0,1,10,10
        0,rectangle,1,1,10,30
        0,rectangle,2,1,30,30
        0,rectangle,3,1,30,10
        1,path,0,2,0,0
        1,path,1,2,9,9

        """);

    /// <summary>Track 7 with three vertices, and track 8, which comes from it, with two.</summary>
    public string Tracks => Write(
        "tracks.csv", "t,y,x,id,parent_id,track_id\n0,1,1,1,,7\n1,2,2,2,1,7\n2,3,3,3,2,7\n3,4,4,4,3,8\n4,5,5,5,4,8\n");

    /// <summary>A square of two faces at x = 2 (the slowest axis) and one face at x = 9.</summary>
    public string Mesh => Write(
        "mesh.obj", "v 2 0 0\nv 2 10 0\nv 2 10 10\nv 2 0 10\nv 9 0 0\nv 9 5 0\nv 9 5 5\nf 1 2 3\nf 1 3 4\nf 5 6 7\n");

    /// <summary>Writes a file.</summary>
    public string Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
