using Lamella.Clients.Tests.Cli;
using Lamella.Engine.Samples;
using Xunit;

[assembly: AssemblyFixture(typeof(SampleFixture))]

namespace Lamella.Clients.Tests.Cli;

/// <summary>A small sample that all tests read.</summary>
public sealed class SampleFixture : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lamella-cli-").FullName;

    /// <summary>c 2, z 16, y 96, x 128; 2 µm, 1.333 µm and 1 µm a voxel.</summary>
    public string Zarr => Path.Combine(_folder, "sample.zarr");

    /// <summary>A file that no test has made yet.</summary>
    public string NewFile(string extension) => Path.Combine(_folder, Guid.NewGuid().ToString("N") + extension);

    public async ValueTask InitializeAsync() =>
        await SampleWriter.WriteAsync(Zarr, overwrite: false, new SampleShape(16, 96, 128), null, TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
