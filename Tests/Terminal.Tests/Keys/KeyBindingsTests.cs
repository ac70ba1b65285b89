using System.Collections.Immutable;
using Lamella.Contracts.Errors;
using Lamella.Terminal.Keys;
using Lamella.Terminal.Viewing;
using Xunit;

namespace Lamella.Terminal.Tests.Keys;

public sealed class KeyBindingsTests
{
    [Theory]
    [InlineData("Ctrl+E", "ctrl+e")]
    [InlineData("alt+ctrl+P", "ctrl+alt+p")]
    [InlineData("Shift+Up", "shift+up")]
    [InlineData("+", "+")]
    [InlineData("ctrl++", "ctrl++")]
    [InlineData("?", "?")]
    [InlineData("X", "X")]
    [InlineData("PageUp", "pageup")]
    public void Parse_aName_isCanonical(string text, string expected) => Assert.Equal(expected, KeyPress.Parse(text).Name);

    [Theory]
    [InlineData("hyper+x")]
    [InlineData("ctrl+nokey")]
    [InlineData("")]
    public void Parse_noKey_saysHowToWriteOne(string text)
    {
        var error = Assert.Throws<LamellaException>(() => KeyPress.Parse(text));

        Assert.Contains("write it as ctrl+e", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void With_aKeyOfAnotherAction_takesItFromThere()
    {
        var settings = TerminalSettings.Parse("""{ "viewKeys": { "play": ["ctrl+e", "f5"], }, "framesPerSecond": 24 } // mine""");

        var keys = ViewKeys.Default.With(settings.ViewKeys);

        Assert.Equal(ViewAction.Play, keys.Find(new KeyPress("ctrl+e")));
        Assert.Equal(ViewAction.Play, keys.Find(new KeyPress("f5")));
        Assert.Null(keys.Find(new KeyPress("space")));
        Assert.DoesNotContain(keys.Actions.Single(action => action.Action == ViewAction.RollAxes).Keys, key => key.Name == "ctrl+e");
    }

    [Fact]
    public void With_anUnknownAction_namesTheKnownOnes()
    {
        var error = Assert.Throws<LamellaException>(() => ViewKeys.Default.With(
            ImmutableDictionary<string, ImmutableArray<string>>.Empty.Add("fly", ["x"])));

        Assert.Contains("roll-axes", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Default_everyAction_hasAKey() =>
        Assert.Equal(Enum.GetValues<ViewAction>(), ViewKeys.Default.Actions.Where(action => !action.Keys.IsEmpty).Select(action => action.Action));
}
