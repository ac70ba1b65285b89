using System.Collections.Immutable;
using Lamella.Contracts.Errors;

namespace Lamella.Engine.Arrays.Formats.Tiff;

/// <summary>Understands the tags of a page. What contradicts itself is an error; what is merely not supported is noted.</summary>
internal static class TiffPageReader
{
    /// <summary>Most reduced images of a page: each halves the size.</summary>
    private const int MaxSubIfds = 64;

    /// <summary>Reads a page.</summary>
    /// <param name="directory">Its tags.</param>
    /// <param name="cancellationToken">Aborts the reads.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.InvalidMetadata"/>: sizes that cannot be.</exception>
    public static async ValueTask<TiffPage> ReadAsync(TiffDirectory directory, CancellationToken cancellationToken)
    {
        var tags = new TagReader(directory, cancellationToken);
        var samples = await tags.SizeAsync(TiffTag.SamplesPerPixel, 1).ConfigureAwait(false);
        var bits = await tags.SameAsync(TiffTag.BitsPerSample, samples, 1).ConfigureAwait(false);
        var format = await tags.SameAsync(TiffTag.SampleFormat, samples, 1).ConfigureAwait(false);
        var (dataType, objection) = TiffDataTypes.Find(bits, format);
        var width = await tags.SizeAsync(TiffTag.ImageWidth, 0).ConfigureAwait(false);
        var height = await tags.SizeAsync(TiffTag.ImageLength, 0).ConfigureAwait(false);
        var isTiled = directory.Find(TiffTag.TileWidth) is not null;
        var layout = new TiffLayout
        {
            Width = width,
            Height = height,
            Samples = samples,
            DataType = dataType,
            Compression = (TiffCompression)await tags.NumberAsync(TiffTag.Compression, 1).ConfigureAwait(false),
            Predictor = (int)await tags.NumberAsync(TiffTag.Predictor, 1).ConfigureAwait(false),
            IsPlanar = samples > 1 && await tags.NumberAsync(TiffTag.PlanarConfiguration, 1).ConfigureAwait(false) == 2,
            IsTiled = isTiled,
            SegmentWidth = isTiled ? await tags.SizeAsync(TiffTag.TileWidth, 0).ConfigureAwait(false) : width,
            SegmentHeight = isTiled
                ? await tags.SizeAsync(TiffTag.TileLength, 0).ConfigureAwait(false)
                : (int)Math.Min(height, Math.Max(1, await tags.NumberAsync(TiffTag.RowsPerStrip, height).ConfigureAwait(false))),
            IsBigEndian = directory.IsBigEndian,
            Photometric = (int)await tags.NumberAsync(TiffTag.Photometric, 1).ConfigureAwait(false),
        };
        layout = layout with { Objection = objection ?? TiffObjections.Find(layout, await tags.NumberAsync(TiffTag.FillOrder, 1).ConfigureAwait(false)) };
        var subfileType = await tags.NumberAsync(TiffTag.NewSubfileType, 0).ConfigureAwait(false);
        var (offsets, byteCounts) = FindSegments(directory, layout);
        return new TiffPage(
            directory,
            layout,
            offsets,
            byteCounts,
            await ReadSubIfdsAsync(directory, cancellationToken).ConfigureAwait(false),
            IsReduced: (subfileType & 1) != 0,
            IsMask: (subfileType & 4) != 0);
    }

    private static (TiffField Offsets, TiffField? ByteCounts) FindSegments(TiffDirectory directory, TiffLayout layout)
    {
        // Some writers put tiles under the tags of strips.
        var offsets = (layout.IsTiled ? directory.Find(TiffTag.TileOffsets) : null)
            ?? directory.Find(TiffTag.StripOffsets)
            ?? throw directory.Invalid(layout.IsTiled ? "TileOffsets are missing" : "StripOffsets are missing");
        var byteCounts = (layout.IsTiled ? directory.Find(TiffTag.TileByteCounts) : null) ?? directory.Find(TiffTag.StripByteCounts);
        CheckCount(directory, layout, offsets);
        if (byteCounts is { } counts)
        {
            CheckCount(directory, layout, counts);
        }
        else if (layout.Compression != TiffCompression.None)
        {
            throw directory.Invalid($"StripByteCounts are missing, which compressed ({layout.Compression}) pixels need");
        }

        return (offsets, byteCounts);
    }

    private static void CheckCount(TiffDirectory directory, TiffLayout layout, TiffField field)
    {
        if (field.Count < layout.SegmentCount)
        {
            throw directory.Invalid(
                $"{layout.Width} × {layout.Height} pixels in segments of {layout.SegmentWidth} × {layout.SegmentHeight} are {layout.SegmentCount} segments, but {field.Tag} has {field.Count} values",
                expected: $"{layout.SegmentCount}",
                got: $"{field.Count}");
        }
    }

    private static async ValueTask<ImmutableArray<long>> ReadSubIfdsAsync(TiffDirectory directory, CancellationToken cancellationToken)
    {
        if (directory.Find(TiffTag.SubIfds) is not { } field)
        {
            return [];
        }

        return field.Count <= MaxSubIfds
            ? [.. await directory.GetNumbersAsync(field, cancellationToken).ConfigureAwait(false)]
            : throw directory.Invalid($"SubIfds has {field.Count} values, at most {MaxSubIfds} are read");
    }

    private readonly struct TagReader(TiffDirectory directory, CancellationToken cancellationToken)
    {
        private readonly TiffDirectory _directory = directory;
        private readonly CancellationToken _cancellationToken = cancellationToken;

        public ValueTask<long> NumberAsync(TiffTag tag, long missing) => _directory.GetNumberAsync(tag, missing, _cancellationToken);

        /// <summary>A number of pixels, rows or samples: at least 1.</summary>
        public async ValueTask<int> SizeAsync(TiffTag tag, long missing)
        {
            var size = await NumberAsync(tag, missing).ConfigureAwait(false);
            return size is >= 1 and <= int.MaxValue ? (int)size : throw _directory.Invalid($"{tag} is {size}");
        }

        /// <summary>A number that each sample has; -1 where they differ.</summary>
        public async ValueTask<long> SameAsync(TiffTag tag, int samples, long missing)
        {
            if (_directory.Find(tag) is not { } field)
            {
                return missing;
            }

            var numbers = await _directory.GetNumbersAsync(field with { Count = Math.Min(field.Count, samples) }, _cancellationToken).ConfigureAwait(false);
            return numbers.Length == 0 ? missing : numbers.All(number => number == numbers[0]) ? numbers[0] : -1;
        }
    }
}
