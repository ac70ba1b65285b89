using System.Collections.Concurrent;
using Orleans.Serialization;
using Orleans.Storage;

namespace Lamella.Grains.Tests.Support;

/// <summary>Grain storage outside of the silos, as a database would be: it outlives any of them.</summary>
public sealed class SharedStorage
{
    private readonly ConcurrentDictionary<string, byte[]> _records = new();
    private volatile string? _refused;

    /// <summary>From now on no write is taken under a name.</summary>
    public void Refuse(string name) => _refused = name;

    /// <summary>From now on all writes are taken again.</summary>
    public void Accept() => _refused = null;

    /// <summary>Whether something is stored for a grain.</summary>
    public bool Holds(string name, string key) =>
        _records.Keys.Any(record => record.StartsWith(name, StringComparison.Ordinal) && record.EndsWith(key, StringComparison.Ordinal));

    /// <summary>The storage as one silo sees it.</summary>
    /// <param name="name">Keeps what is stored apart from that of other names.</param>
    /// <param name="serializer">The silo's serializer.</param>
    public IGrainStorage For(string name, Serializer serializer) => new View(this, name, serializer);

    private sealed class View(SharedStorage storage, string name, Serializer serializer) : IGrainStorage
    {
        public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            grainState.RecordExists = storage._records.TryGetValue(Key(stateName, grainId), out var bytes);
            grainState.State = grainState.RecordExists ? serializer.Deserialize<T>(bytes!)! : Activator.CreateInstance<T>();
            return Task.CompletedTask;
        }

        public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            if (storage._refused == name)
            {
                throw new IOException("Storage takes nothing now.");
            }

            storage._records[Key(stateName, grainId)] = serializer.SerializeToArray(grainState.State);
            grainState.RecordExists = true;
            return Task.CompletedTask;
        }

        public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            storage._records.TryRemove(Key(stateName, grainId), out _);
            (grainState.RecordExists, grainState.State) = (false, Activator.CreateInstance<T>());
            return Task.CompletedTask;
        }

        private string Key(string stateName, GrainId grainId) => $"{name}/{stateName}/{grainId}";
    }
}
