using Lamella.Tests;
using Xunit;

namespace Lamella.Engine.Tests.Arrays.Formats.Zarr;

public sealed class ZarrCorpusTests(ZarrCorpus corpus) : IClassFixture<ZarrCorpus>
{
    [Theory]
    [InlineData("v2")]
    [InlineData("v3")]
    public Task Corpus_every_array_is_read_or_refused_as_expected(string group) =>
        ZarrCaseRun.RunAsync(group, corpus.Folder(group), ZarrCase.Read(corpus.Folder(group)), TestContext.Current.CancellationToken);

    [Fact]
    public Task Fixtures_of_other_implementations_every_array_is_read_or_refused_as_expected()
    {
        var folder = SharedData.Require("zarr-corpus", "fixtures");
        var cases = ZarrCase.Read(folder).Where(static fixture => fixture.Format is "zarr-v2" or "zarr-v3");
        return ZarrCaseRun.RunAsync("fixtures", folder, cases, TestContext.Current.CancellationToken);
    }
}
