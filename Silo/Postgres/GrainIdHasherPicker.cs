using Orleans.Storage;

namespace Lamella.Silo.Postgres;

/// <summary>Gives each grain a <see cref="GrainIdHasher"/> of its own.</summary>
internal sealed class GrainIdHasherPicker : IStorageHasherPicker
{
    public ICollection<IHasher> HashProviders => [];

    public IHasher? PickHasher<T>(
        string serviceId, string storageProviderInstanceName, string grainType, GrainId grainId, IGrainState<T> grainState, string? tag = null) =>
        new GrainIdHasher(grainId);
}
