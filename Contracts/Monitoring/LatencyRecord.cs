using System.Text.Json;
using System.Text.Json.Serialization;
using Lamella.Contracts.Slicing;

namespace Lamella.Contracts.Monitoring;

/// <summary>
/// One line of a latency log: a slice that was announced, or its pixels that were pulled. The lines are JSON objects with
/// the properties in snake_case; durations are in milliseconds.
/// </summary>
public sealed record LatencyRecord
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    };

    /// <summary>When it was written, UTC.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The viewer.</summary>
    public required string Viewer { get; init; }

    /// <summary>The layer's id.</summary>
    public required string Layer { get; init; }

    /// <summary>What a user calls the layer; null in lines of pixels.</summary>
    public string? Name { get; init; }

    /// <summary>The revision, <c>epoch.counter</c>.</summary>
    public required string Revision { get; init; }

    /// <summary>Whether a finer slice was to follow.</summary>
    public bool Preview { get; init; }

    /// <summary>Why there is no slice; null where there is.</summary>
    public string? Failure { get; init; }

    /// <summary>Whether the line tells of pixels that were pulled; of the durations it has <see cref="Delivered"/> alone.</summary>
    public bool Pixels { get; init; }

    /// <summary>The resolution level; 0 is the finest.</summary>
    public int Level { get; init; }

    /// <summary>See <see cref="SliceTimings.Debounced"/>.</summary>
    public double Debounced { get; init; }

    /// <summary>See <see cref="SliceTimings.Queued"/>.</summary>
    public double Queued { get; init; }

    /// <summary>See <see cref="SliceTimings.Planned"/>.</summary>
    public double Planned { get; init; }

    /// <summary>See <see cref="SliceTimings.Read"/>.</summary>
    public double Read { get; init; }

    /// <summary>See <see cref="SliceTimings.Decoded"/>.</summary>
    public double Decoded { get; init; }

    /// <summary>See <see cref="SliceTimings.Assembled"/>.</summary>
    public double Assembled { get; init; }

    /// <summary>See <see cref="SliceTimings.Total"/>.</summary>
    public double Total { get; init; }

    /// <summary>See <see cref="SliceTimings.Announced"/>.</summary>
    public double Announced { get; init; }

    /// <summary>From the first byte handed out to the last.</summary>
    public double Delivered { get; init; }

    /// <summary>Bytes of the slice.</summary>
    public long Bytes { get; init; }

    /// <summary>Encoded bytes read for it.</summary>
    public long BytesRead { get; init; }

    /// <summary>Decoded bytes made for it.</summary>
    public long BytesDecoded { get; init; }

    /// <summary>Chunks that it is made of.</summary>
    public int Chunks { get; init; }

    /// <summary>Of these, at hand in memory.</summary>
    public int Hits { get; init; }

    /// <summary>The line of a slice.</summary>
    /// <param name="time">When it was announced.</param>
    /// <param name="response">The slice.</param>
    /// <param name="name">What a user calls the layer.</param>
    public static LatencyRecord Of(DateTimeOffset time, LayerSliceResponse response, string? name) => new()
    {
        Time = time,
        Viewer = response.Slice.Viewer.Value,
        Layer = response.Layer.Value,
        Name = name,
        Revision = response.Revision.ToString(),
        Preview = response is ImageSliceResponse { IsPreview: true },
        Level = (response as ImageSliceResponse)?.Level ?? 0,
        Debounced = response.Timings.Debounced.TotalMilliseconds,
        Queued = response.Timings.Queued.TotalMilliseconds,
        Planned = response.Timings.Planned.TotalMilliseconds,
        Read = response.Timings.Read.TotalMilliseconds,
        Decoded = response.Timings.Decoded.TotalMilliseconds,
        Assembled = response.Timings.Assembled.TotalMilliseconds,
        Total = response.Timings.Total.TotalMilliseconds,
        Announced = response.Timings.Announced.TotalMilliseconds,
        Bytes = response.ByteLength,
        BytesRead = response.Chunks.BytesRead,
        BytesDecoded = response.Chunks.BytesDecoded,
        Chunks = response.Chunks.Chunks,
        Hits = response.Chunks.Hits,
    };

    /// <summary>Reads a line.</summary>
    /// <param name="line">As <see cref="ToLine"/> wrote it.</param>
    /// <returns>Null where it is no such line.</returns>
    public static LatencyRecord? TryParse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<LatencyRecord>(line, Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>One line of JSON.</summary>
    public string ToLine() => JsonSerializer.Serialize(this, Json);
}
