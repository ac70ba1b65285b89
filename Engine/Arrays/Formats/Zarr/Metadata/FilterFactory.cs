using Lamella.Contracts.Arrays;
using Lamella.Contracts.Errors;
using Lamella.Engine.Arrays.Codecs;
using Lamella.Engine.Arrays.Codecs.Filters;

namespace Lamella.Engine.Arrays.Formats.Zarr.Metadata;

/// <summary>Makes the codecs that compute with elements: numcodecs' filters, and what Zarr v3 took over from them.</summary>
internal static class FilterFactory
{
    /// <summary>Makes a filter.</summary>
    /// <param name="id">Its id, without <c>numcodecs.</c>.</param>
    /// <param name="settings">The object that holds its settings.</param>
    /// <param name="type">The element type on its decoded side, in the byte order that it has there.</param>
    /// <param name="encodedType">The element type on its encoded side.</param>
    /// <returns>The filter, or null where it changes nothing that decoding would have to undo, or no filter has this id.</returns>
    /// <exception cref="LamellaException">
    /// <see cref="LamellaErrorCode.InvalidMetadata"/>: settings that no filter has; <see cref="LamellaErrorCode.Unsupported"/>: types it cannot compute with.
    /// </exception>
    public static Codec? TryCreate(string id, MetadataElement settings, FilterType type, out FilterType? encodedType)
    {
        encodedType = null;
        switch (id)
        {
            case "delta":
                var (decoded, stored) = Types(settings, type);
                encodedType = stored;
                return new ElementFilter<DeltaKernel>($"delta({decoded})", stored, decoded, default);
            case "fixedscaleoffset":
                (decoded, stored) = Types(settings, type);
                encodedType = stored;
                var (scale, offset) = (settings.Get("scale").AsDouble(), settings.Get("offset").AsDouble());
                return new ElementFilter<FixedScaleOffsetKernel>("fixedscaleoffset", stored, decoded, new FixedScaleOffsetKernel(scale, offset));
            case "quantize":
                (decoded, stored) = Types(settings, type);
                encodedType = stored;
                return new ElementFilter<ConvertKernel>("quantize", stored, decoded, default);
            case "bitround":
                encodedType = type;
                return new ElementFilter<ConvertKernel>("bitround", type, type, default);
            case "astype":
                stored = ZarrDataTypes.ParseFilterType(settings.Get("encode_dtype"));
                decoded = ZarrDataTypes.ParseFilterType(settings.Get("decode_dtype"));
                encodedType = stored;
                return new ElementFilter<ConvertKernel>("astype", stored, decoded, default);
            case "packbits" when type.DataType == DataType.Bool:
                encodedType = new FilterType(DataType.UInt8, IsBigEndian: false);
                return new PackBitsFilter();
            case "packbits":
                throw settings.Unsupported($"packbits of {type}");
            default:
                return null;
        }
    }

    private static (FilterType Decoded, FilterType Stored) Types(MetadataElement settings, FilterType type)
    {
        var decoded = settings.TryGet("dtype", out var dtype) ? ZarrDataTypes.ParseFilterType(dtype) : type;
        return (decoded, settings.TryGet("astype", out var astype) ? ZarrDataTypes.ParseFilterType(astype) : decoded);
    }
}
