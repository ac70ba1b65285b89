using Xunit;

namespace Lamella.Tests;

/// <summary>Data that may be used but not redistributed: beside the repository, or where LAMELLA_SHARED says.</summary>
internal static class SharedData
{
    /// <summary>The path of something in the shared folder; skips the test where it is not there.</summary>
    public static string Require(params string[] path)
    {
        var root = Environment.GetEnvironmentVariable("LAMELLA_SHARED") ?? Path.Combine(RepositoryRoot(), "..", "shared");
        var full = Path.GetFullPath(Path.Combine([root, .. path]));
        if (!Directory.Exists(full) && !File.Exists(full))
        {
            Assert.Skip($"{string.Join('/', path)} is not in the shared data folder (set LAMELLA_SHARED)");
        }

        return full;
    }

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Solution.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? AppContext.BaseDirectory;
    }
}
