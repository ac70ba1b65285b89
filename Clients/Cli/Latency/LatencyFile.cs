using Lamella.Contracts.Errors;
using Lamella.Contracts.Monitoring;

namespace Lamella.Cli.Latency;

/// <summary>Reads latency logs.</summary>
internal static class LatencyFile
{
    /// <summary>Reads a whole log.</summary>
    /// <returns>The slices, each with the time its pixels took where they were pulled; and how many lines could not be read.</returns>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.NotFound"/>.</exception>
    public static async Task<(IReadOnlyList<LatencyRecord> Records, int Odd)> ReadAsync(string path, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            throw new LamellaException(LamellaErrorCode.NotFound, $"There is no file {path}.", path);
        }

        var slices = new List<LatencyRecord>();
        var last = new Dictionary<(string Viewer, string Layer, string Revision), int>();
        var odd = 0;
        await foreach (var line in File.ReadLinesAsync(path, cancellationToken).ConfigureAwait(false))
        {
            if (LatencyRecord.TryParse(line) is not { } record)
            {
                odd += string.IsNullOrWhiteSpace(line) ? 0 : 1;
                continue;
            }

            var key = (record.Viewer, record.Layer, record.Revision);
            if (!record.Pixels)
            {
                last[key] = slices.Count;
                slices.Add(record);
            }
            else if (last.TryGetValue(key, out var index))
            {
                slices[index] = slices[index] with { Delivered = record.Delivered };
            }
        }

        return (slices, odd);
    }
}
