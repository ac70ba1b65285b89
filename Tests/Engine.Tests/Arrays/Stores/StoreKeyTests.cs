using Lamella.Contracts.Errors;
using Lamella.Engine.Arrays.Stores;
using Xunit;

namespace Lamella.Engine.Tests.Arrays.Stores;

public sealed class StoreKeyTests
{
    [Theory]
    [InlineData("..")]
    [InlineData("../x")]
    [InlineData("a/../b")]
    [InlineData("a/..")]
    [InlineData("a/./b")]
    [InlineData("/etc/passwd")]
    [InlineData("//server/share")]
    [InlineData("/")]
    [InlineData("a//b")]
    [InlineData("a\\..\\b")]
    [InlineData("C:/windows")]
    [InlineData("c:x")]
    [InlineData("%2e%2e/x")]
    [InlineData("a/%2E./b")]
    [InlineData("a/%252e%252e/b")]
    [InlineData("a%2Fb")]
    [InlineData("a%2f..%2fb")]
    [InlineData("a%5c..%5cb")]
    [InlineData("a/b\0c")]
    [InlineData("a/b\nc")]
    [InlineData("a%00b")]
    public void Parse_key_that_could_leave_the_root_is_refused(string text)
    {
        var error = Assert.Throws<LamellaException>(() => StoreKey.Parse(text));
        Assert.Equal(LamellaErrorCode.NotAllowed, error.Code);
    }

    [Theory]
    [InlineData("a/0..0")]
    [InlineData("0.0.0")]
    [InlineData("c/0/1")]
    [InlineData("with space/x")]
    [InlineData("..a/b..")]
    [InlineData("...")]
    [InlineData("100%/x")]
    [InlineData("50%25")]
    [InlineData(".zarray")]
    [InlineData("größe/κ")]
    public void Parse_harmless_key_is_kept_as_it_is(string text) => Assert.Equal(text, StoreKey.Parse(text).Value);

    [Fact]
    public void Parse_too_long_key_is_refused() =>
        Assert.Throws<LamellaException>(() => StoreKey.Parse(new string('a', StoreKey.MaxLength + 1)));

    [Fact]
    public void Append_traversal_is_refused() =>
        Assert.Throws<LamellaException>(() => StoreKey.Parse("a/b").Append("../../c"));

    [Fact]
    public void Append_to_root_gives_the_key_itself() => Assert.Equal("x/y", StoreKey.Root.Append("x/y").Value);
}
