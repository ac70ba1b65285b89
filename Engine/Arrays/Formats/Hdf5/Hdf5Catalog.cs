using System.Collections.Immutable;
using Lamella.Contracts.Errors;
using PureHDF.VOL.Native;

namespace Lamella.Engine.Arrays.Formats.Hdf5;

/// <summary>Finds datasets in a file. Links to other files are not followed.</summary>
/// <param name="file">The file.</param>
internal sealed class Hdf5Catalog(Hdf5File file)
{
    private const int MaxDepth = 16;
    private const int MaxObjects = 4096;

    /// <summary>What a path within the file leads to.</summary>
    /// <param name="innerPath">Without a leading slash; empty for the root.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.NotFound"/>; what <see cref="Hdf5Links"/> refuses.</exception>
    public NativeObject Find(string innerPath)
    {
        if (innerPath.Length == 0)
        {
            return file.Root;
        }

        var path = $"{file.Path}/{innerPath}";
        var found = Hdf5File.Guard(
            path,
            LamellaErrorCode.InvalidMetadata,
            () => file.Root.LinkExists(innerPath) ? file.Root.Get(innerPath) as NativeObject : null);
        if (found is null)
        {
            var known = Datasets(file.Root, string.Empty);
            throw new LamellaException(
                LamellaErrorCode.NotFound, $"{path} does not exist; the file holds {string.Join(", ", known)}.", path);
        }

        Hdf5File.Guard(path, LamellaErrorCode.InvalidMetadata, () =>
        {
            Hdf5Links.RefuseElsewhere(found, file.Root, path);
            return 0;
        });
        return found;
    }

    /// <summary>The paths of the datasets beneath a group that can be opened as images, in the file's order.</summary>
    /// <param name="group">The group.</param>
    /// <param name="prefix">Its path, empty or with a slash at the end.</param>
    public ImmutableArray<string> Datasets(NativeGroup group, string prefix) => Hdf5File.Guard(file.Path, LamellaErrorCode.InvalidMetadata, () =>
    {
        var paths = ImmutableArray.CreateBuilder<string>();
        var left = MaxObjects;
        Collect(group, prefix, MaxDepth, paths, ref left);
        return paths.ToImmutable();
    });

    private void Collect(NativeGroup group, string prefix, int depth, ImmutableArray<string>.Builder paths, ref int left)
    {
        foreach (var child in group.Children())
        {
            if (left-- <= 0)
            {
                return;
            }

            if (child is NativeGroup inner && depth > 0 && IsHere(inner))
            {
                Collect(inner, $"{prefix}{child.Name}/", depth - 1, paths, ref left);
            }
            else if (child is NativeDataset dataset && IsHere(dataset) && dataset.Space.Rank > 0 && Hdf5DataTypes.TryFind(dataset.Type) is not null)
            {
                paths.Add(prefix + child.Name);
            }
        }
    }

    private bool IsHere(NativeObject node)
    {
        try
        {
            Hdf5Links.RefuseElsewhere(node, file.Root, node.Name);
            return true;
        }
        catch (LamellaException)
        {
            return false;
        }
    }
}
