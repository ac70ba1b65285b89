using Lamella.Contracts.Errors;
using PureHDF.VOL.Native;

namespace Lamella.Engine.Arrays.Formats.Hdf5;

/// <summary>
/// The attribute <c>element_size_um</c> that ilastik, PlantSeg and the Fiji HDF5 plugin write on volumes: the distances of
/// elements along z, y, x, in micrometres.
/// </summary>
internal static class Hdf5ElementSize
{
    private const string AttributeName = "element_size_um";
    private const int Axes = 3;

    /// <summary>The distances; null where there are none, or they do not go with the axes.</summary>
    /// <param name="dataset">The dataset.</param>
    /// <param name="rank">Its number of axes.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.InvalidMetadata"/>: attributes that cannot be read.</exception>
    public static double[]? Find(NativeDataset dataset, int rank) => rank != Axes ? null : Hdf5File.Guard(
        dataset.Name,
        LamellaErrorCode.InvalidMetadata,
        () =>
        {
            if (!dataset.AttributeExists(AttributeName))
            {
                return null;
            }

            var attribute = dataset.Attribute(AttributeName);
            if (attribute.Type.Class != PureHDF.H5DataTypeClass.FloatingPoint || attribute.Space.Dimensions is not [Axes])
            {
                return null;
            }

            double[] sizes = attribute.Type.Size == sizeof(float)
                ? [.. attribute.Read<float[]>().Select(static size => (double)size)]
                : attribute.Read<double[]>();
            return sizes.All(static size => double.IsFinite(size) && size > 0) ? sizes : null;
        });
}
