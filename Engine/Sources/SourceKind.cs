namespace Lamella.Engine.Sources;

/// <summary>What a file of points, vectors, shapes, tracks or a mesh is written in.</summary>
internal enum SourceKind
{
    /// <summary>Separated values.</summary>
    Csv,

    /// <summary>A Parquet file, or a folder of parts.</summary>
    Parquet,

    /// <summary>An array: <c>.npy</c> or Zarr.</summary>
    Array,

    /// <summary>Cells of ImageJ's Cell Counter or cellfinder.</summary>
    CellCounter,

    /// <summary>Spots and edges of TrackMate.</summary>
    TrackMate,

    /// <summary>Wavefront OBJ.</summary>
    Obj,

    /// <summary>STL.</summary>
    Stl,

    /// <summary>PLY.</summary>
    Ply,
}
