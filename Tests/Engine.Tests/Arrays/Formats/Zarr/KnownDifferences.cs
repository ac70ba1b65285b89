namespace Lamella.Engine.Tests.Arrays.Formats.Zarr;

/// <summary>The arrays of the fixtures that are answered otherwise on purpose; docs/zarr-support.md gives the reasons.</summary>
internal static class KnownDifferences
{
    /// <summary>By path: how the outcome begins.</summary>
    public static readonly IReadOnlyDictionary<string, string> All = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["zarrs/zarr_python_compat/bool_v2_fv_null.zarr"] = "the hash",
        ["zarrs/zarr_python_compat/float_v2_fv_null.zarr"] = "the hash",
        ["zarrs/zarr_python_compat/int_v2_fv_null.zarr"] = "the hash",
        ["zarr-java/storage_transformer/exists"] = "Unsupported: ",
    };
}
