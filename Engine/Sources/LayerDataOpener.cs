using System.Collections.Immutable;
using Lamella.Contracts.Errors;
using Lamella.Contracts.Layers;
using Lamella.Engine.Arrays.Formats;
using Lamella.Engine.Slicing.Points;
using Lamella.Engine.Slicing.Shapes;
using Lamella.Engine.Slicing.Surface;
using Lamella.Engine.Slicing.Tracks;
using Lamella.Engine.Slicing.Vectors;
using Lamella.Engine.Sources.CellCounter;
using Lamella.Engine.Sources.Csv;
using Lamella.Engine.Sources.Layers;
using Lamella.Engine.Sources.Meshes;
using Lamella.Engine.Sources.Parquet;
using Lamella.Engine.Sources.TrackMate;
using Lamella.Engine.Tables;

namespace Lamella.Engine.Sources;

/// <summary>
/// Opens points, vectors, shapes, tracks and surfaces by URI, whatever their format, and reads them whole. What they raise:
/// <see cref="LamellaErrorCode.NotFound"/>, <see cref="LamellaErrorCode.UnknownFormat"/>,
/// <see cref="LamellaErrorCode.InvalidMetadata"/> with the line where the file has lines,
/// <see cref="LamellaErrorCode.InvalidArgument"/> for a column that is not there,
/// <see cref="LamellaErrorCode.LimitExceeded"/> and <see cref="LamellaErrorCode.StoreFailed"/>. Safe for concurrent use.
/// </summary>
/// <param name="schemes">Find what URIs name, asked in this order; the last should handle plain paths.</param>
/// <param name="images">Opens arrays.</param>
/// <param name="limits">Bounds on allocation; null for the default.</param>
public sealed class LayerDataOpener(IEnumerable<ISourceScheme> schemes, IImageOpener images, SourceLimits? limits = null)
{
    private const string PointsOfSpatialData = "points.parquet";

    private readonly ImmutableArray<ISourceScheme> _schemes = [.. schemes];
    private readonly SourceLimits _limits = limits ?? SourceLimits.Default;

    /// <summary>
    /// What kind of layer a source makes: by its format, and of tables by their columns, as napari guesses it. Whatever holds
    /// no items counts as an image, also where it turns out to be none; nothing is read of a source whose name is not that of a
    /// table, a mesh or an XML file.
    /// </summary>
    /// <param name="uri">A source.</param>
    /// <param name="cancellationToken">Aborts the reads.</param>
    /// <exception cref="LamellaException">As the type says.</exception>
    public async ValueTask<LayerKind> FindKindAsync(string uri, CancellationToken cancellationToken = default)
    {
        if (!SourceKinds.MayHoldItems(uri) || _schemes.FirstOrDefault(scheme => scheme.Handles(uri)) is null)
        {
            return LayerKind.Image;
        }

        var source = await LocateAsync(uri, cancellationToken).ConfigureAwait(false);
        return SourceKinds.Find(source) switch
        {
            SourceKind.Obj or SourceKind.Stl or SourceKind.Ply => LayerKind.Surface,
            SourceKind.CellCounter or SourceKind.Parquet => LayerKind.Points,
            SourceKind.TrackMate => LayerKind.Tracks,
            SourceKind.Csv => CsvKind.Of(source.Head.Span),
            _ => LayerKind.Image,
        };
    }

    /// <summary>Opens points.</summary>
    /// <param name="uri">A CSV, Parquet, Cell Counter or TrackMate file, or an N × D array.</param>
    /// <param name="columns">Which columns mean what; null to find them by name.</param>
    /// <param name="cancellationToken">Aborts the reads.</param>
    /// <exception cref="LamellaException">As the type says.</exception>
    public async ValueTask<OpenedLayer<PointsLayerData>> OpenPointsAsync(
        string uri, LayerColumns? columns = null, CancellationToken cancellationToken = default)
    {
        var source = await LocateAsync(uri, cancellationToken).ConfigureAwait(false);
        if (SourceKinds.Of(source) != SourceKind.Array)
        {
            return PointsSource.From(await TableAsync(source, cancellationToken).ConfigureAwait(false), columns ?? new(), _limits);
        }

        var array = await ArrayAsync(uri, cancellationToken).ConfigureAwait(false);
        if (array.Shape.Length != 2 || array.Shape[1] < 1)
        {
            throw SourceErrors.Invalid(uri, $"points are an array of shape N × D, not {array.ShapeText}.", "N × D", array.ShapeText);
        }

        var names = NumberArray.AxisNames(array.Shape[1]);
        var coordinates = array.Columns(0, array.Shape[1]);
        return new OpenedLayer<PointsLayerData>(
            new PointsLayerData(coordinates), names, AxisColumns.Warnings(coordinates, names, "points"));
    }

    /// <summary>Opens vectors.</summary>
    /// <param name="uri">A CSV or Parquet file, or an N × 2 × D array.</param>
    /// <param name="columns">Which columns mean what; null to find them by name.</param>
    /// <param name="cancellationToken">Aborts the reads.</param>
    /// <exception cref="LamellaException">As the type says.</exception>
    public async ValueTask<OpenedLayer<VectorsLayerData>> OpenVectorsAsync(
        string uri, LayerColumns? columns = null, CancellationToken cancellationToken = default)
    {
        var source = await LocateAsync(uri, cancellationToken).ConfigureAwait(false);
        return SourceKinds.Of(source) == SourceKind.Array
            ? VectorsSource.From(await ArrayAsync(uri, cancellationToken).ConfigureAwait(false), uri)
            : VectorsSource.From(await TableAsync(source, cancellationToken).ConfigureAwait(false), columns ?? new(), _limits);
    }

    /// <summary>Opens shapes.</summary>
    /// <param name="uri">A CSV or Parquet file of napari's columns.</param>
    /// <param name="columns">Which columns mean what; null to find them by name.</param>
    /// <param name="cancellationToken">Aborts the reads.</param>
    /// <exception cref="LamellaException">As the type says.</exception>
    public async ValueTask<OpenedLayer<ShapesLayerData>> OpenShapesAsync(
        string uri, LayerColumns? columns = null, CancellationToken cancellationToken = default)
    {
        var source = await LocateAsync(uri, cancellationToken).ConfigureAwait(false);
        return ShapesSource.From(await TableAsync(source, cancellationToken).ConfigureAwait(false), columns ?? new(), _limits);
    }

    /// <summary>Opens tracks.</summary>
    /// <param name="uri">A CSV, Parquet or TrackMate file, or an N × (1 + D) array.</param>
    /// <param name="columns">Which columns mean what; null to find them by name.</param>
    /// <param name="cancellationToken">Aborts the reads.</param>
    /// <exception cref="LamellaException">As the type says.</exception>
    public async ValueTask<OpenedLayer<TracksLayerData>> OpenTracksAsync(
        string uri, LayerColumns? columns = null, CancellationToken cancellationToken = default)
    {
        var source = await LocateAsync(uri, cancellationToken).ConfigureAwait(false);
        switch (SourceKinds.Of(source))
        {
            case SourceKind.Array:
                return TracksSource.From(await ArrayAsync(uri, cancellationToken).ConfigureAwait(false), uri);
            case SourceKind.TrackMate:
                using (var file = await SourceFile.ReadAsync(source, _limits, cancellationToken).ConfigureAwait(false))
                {
                    return TracksSource.From(TrackMateFile.Read(file.Bytes, source.Uri));
                }

            default:
                return TracksSource.From(await TableAsync(source, cancellationToken).ConfigureAwait(false), columns ?? new(), _limits);
        }
    }

    /// <summary>Opens a surface.</summary>
    /// <param name="uri">An OBJ, STL or PLY file.</param>
    /// <param name="cancellationToken">Aborts the reads.</param>
    /// <exception cref="LamellaException">As the type says.</exception>
    public async ValueTask<OpenedLayer<SurfaceLayerData>> OpenSurfaceAsync(string uri, CancellationToken cancellationToken = default)
    {
        var source = await LocateAsync(uri, cancellationToken).ConfigureAwait(false);
        var kind = SourceKinds.Of(source);
        using var file = await SourceFile.ReadAsync(source, _limits, cancellationToken).ConfigureAwait(false);
        var data = kind switch
        {
            SourceKind.Obj => ObjMesh.Read(file.Bytes.Span, source.Uri, _limits),
            SourceKind.Stl => StlMesh.Read(file.Bytes.Span, source.Uri, _limits),
            SourceKind.Ply => PlyMesh.Read(file.Bytes.Span, source.Uri, _limits),
            _ => throw new LamellaException(
                LamellaErrorCode.UnknownFormat, $"{source.Uri} is no mesh; Lamella reads OBJ, STL and PLY.", source.Uri, "OBJ, STL or PLY", $"{kind}"),
        };
        ImmutableArray<string> names = ["x", "y", "z"];
        return new OpenedLayer<SurfaceLayerData>(data, names, AxisColumns.Warnings(data.Vertices, names, "vertices"));
    }

    private async ValueTask<ImageSource> LocateAsync(string uri, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(uri);
        var scheme = _schemes.FirstOrDefault(scheme => scheme.Handles(uri)) ?? throw new LamellaException(
            LamellaErrorCode.InvalidArgument, $"{uri} has a scheme that Lamella does not know; use a local path or file://.", uri);
        var source = await scheme.LocateAsync(uri, cancellationToken).ConfigureAwait(false);
        if (source.IsFile || !source.Store.CanList)
        {
            return source;
        }

        // An element of spatialdata is a folder that holds the folder of parts.
        var entries = await source.Store.ListAsync(source.Key, cancellationToken).ConfigureAwait(false);
        return entries.Any(static entry => entry.Name == PointsOfSpatialData)
            ? await scheme.LocateAsync($"{uri.TrimEnd('/')}/{PointsOfSpatialData}", cancellationToken).ConfigureAwait(false)
            : source;
    }

    private async ValueTask<NumberArray> ArrayAsync(string uri, CancellationToken cancellationToken) =>
        await NumberArraySource.ReadAsync(
            await images.OpenAsync(uri, cancellationToken).ConfigureAwait(false), _limits, cancellationToken).ConfigureAwait(false);

    private async ValueTask<Table> TableAsync(ImageSource source, CancellationToken cancellationToken)
    {
        var kind = SourceKinds.Of(source);
        if (kind == SourceKind.Parquet)
        {
            return await ParquetTable.ReadAsync(source, _limits, cancellationToken).ConfigureAwait(false);
        }

        using var file = await SourceFile.ReadAsync(source, _limits, cancellationToken).ConfigureAwait(false);
        return kind switch
        {
            SourceKind.Csv => CsvTable.Read(file.Bytes, source.Uri, _limits, cancellationToken),
            SourceKind.CellCounter => CellCounterTable.Read(file.Bytes, source.Uri),
            SourceKind.TrackMate => TrackMateFile.Read(file.Bytes, source.Uri).Spots,
            _ => throw new LamellaException(
                LamellaErrorCode.UnknownFormat, $"{source.Uri} is a {kind} and holds no table; use CSV or Parquet.", source.Uri, "a table", $"{kind}"),
        };
    }
}
