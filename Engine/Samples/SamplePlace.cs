using Lamella.Contracts.Errors;

namespace Lamella.Engine.Samples;

/// <summary>Where the sample goes: made beside its place, then put there by renaming.</summary>
internal sealed class SamplePlace(string path, bool overwrite)
{
    private static readonly string[] ZarrDocuments = [".zgroup", ".zarray", ".zattrs", "zarr.json"];
    private readonly string _final = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));

    /// <summary>The folder to write into until it is complete.</summary>
    public string Temporary => $"{_final}.{Environment.ProcessId}.partial";

    /// <summary>Refuses where something lies at the place that may not be replaced.</summary>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.InvalidArgument"/>.</exception>
    public void RefuseIfTaken()
    {
        if (!Path.Exists(_final) || IsEmptyFolder())
        {
            return;
        }

        if (!overwrite)
        {
            throw new LamellaException(
                LamellaErrorCode.InvalidArgument, $"{path} is already there; give another folder, or --force to replace it.", path);
        }

        if (!ZarrDocuments.Any(document => File.Exists(Path.Combine(_final, document))))
        {
            throw new LamellaException(
                LamellaErrorCode.InvalidArgument, $"{path} is not a Zarr, so --force will not remove it; give another folder.", path);
        }
    }

    /// <summary>Puts the complete folder in its place.</summary>
    public void Publish()
    {
        RefuseIfTaken();
        var replaced = $"{_final}.{Environment.ProcessId}.replaced";
        if (Directory.Exists(_final))
        {
            Directory.Move(_final, replaced);
        }

        Directory.Move(Temporary, _final);
        if (Directory.Exists(replaced))
        {
            Directory.Delete(replaced, recursive: true);
        }
    }

    /// <summary>Removes what a failed or cancelled writing left.</summary>
    public void RemoveTemporary()
    {
        if (Directory.Exists(Temporary))
        {
            Directory.Delete(Temporary, recursive: true);
        }
    }

    private bool IsEmptyFolder() => Directory.Exists(_final) && !Directory.EnumerateFileSystemEntries(_final).Any();
}
