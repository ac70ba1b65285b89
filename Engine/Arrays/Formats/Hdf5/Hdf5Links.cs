using System.Reflection;
using Lamella.Contracts.Errors;
using PureHDF.VOL.Native;

namespace Lamella.Engine.Arrays.Formats.Hdf5;

/// <summary>
/// HDF5 files can name other files as part of themselves, anywhere on the machine. None of these ways is followed. PureHDF
/// does not tell of two of them in public, so that its properties are asked for by name.
/// </summary>
internal static class Hdf5Links
{
    private static readonly PropertyInfo? ExternalFiles = Property(typeof(NativeDataset), "InternalExternalFileList");

    /// <summary>Refuses what lies in another file.</summary>
    /// <param name="found">What a path led to.</param>
    /// <param name="file">Where it must lie.</param>
    /// <param name="path">Named in errors.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.NotAllowed"/>; <see cref="LamellaErrorCode.Unsupported"/>: virtual.</exception>
    public static void RefuseElsewhere(NativeObject found, NativeGroup file, string path)
    {
        if (!ReferenceEquals(FileOf(found), FileOf(file)))
        {
            throw new LamellaException(LamellaErrorCode.NotAllowed, $"{path} is a link to another file; open that file itself.", path);
        }

        if (found is not NativeDataset dataset)
        {
            return;
        }

        if (ExternalFiles is null || ExternalFiles.GetValue(dataset) is not null)
        {
            throw new LamellaException(LamellaErrorCode.NotAllowed, $"{path} keeps its values in other files, which are not opened.", path);
        }

        if (dataset.Layout.Class == PureHDF.H5DataLayoutClass.VirtualStorage)
        {
            throw new LamellaException(LamellaErrorCode.Unsupported, $"{path}: virtual HDF5 datasets are not supported.", path);
        }
    }

    private static object? FileOf(NativeObject node)
    {
        var context = Property(node.GetType(), "Context")?.GetValue(node);
        return context is null ? null : Property(context.GetType(), "File")?.GetValue(context);
    }

    private static PropertyInfo? Property(Type type, string name)
    {
        const BindingFlags Any = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        for (var declaring = type; declaring is not null; declaring = declaring.BaseType)
        {
            if (declaring.GetProperty(name, Any) is { } property)
            {
                return property;
            }
        }

        return null;
    }
}
