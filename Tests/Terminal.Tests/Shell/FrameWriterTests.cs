using System.Text;
using Lamella.Engine.Rendering.Cells;
using Lamella.Terminal.Shell;
using Lamella.Terminal.Shell.Graphics;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Lamella.Terminal.Tests.Shell;

/// <summary>Frames on their way to a terminal that says when it has shown them.</summary>
public sealed class FrameWriterTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Offer_whileTheTerminalHasNotAnswered_keepsTheNewestAlone()
    {
        using var written = new SemaphoreSlim(0);
        var output = new ToldStream();
        using var writer = new FrameWriter(output, ColorDepth.Braille, GraphicsProtocol.None, new FakeTimeProvider(), asks: true, () => written.Release());
        writer.Offer(Letter('a'));
        await output.WaitAsync("a\e[?2026l\e[5n");

        writer.Offer(Letter('b'));
        writer.Offer(Letter('c'));
        Assert.False(writer.IsIdle);
        writer.Answered();

        var all = await output.WaitAsync("c\e[?2026l");
        Assert.DoesNotContain('b', all[all.LastIndexOf('a')..]);
    }

    [Fact]
    public async Task Offer_theSameFrame_writesNothing()
    {
        using var written = new SemaphoreSlim(0);
        var output = new ToldStream();
        using var writer = new FrameWriter(output, ColorDepth.Braille, GraphicsProtocol.None, new FakeTimeProvider(), asks: false, () => written.Release());
        writer.Offer(Letter('a'));
        Assert.True(await written.WaitAsync(Patience, TestContext.Current.CancellationToken));
        var length = output.Text.Length;

        writer.Offer(Letter('a'));

        Assert.True(await written.WaitAsync(Patience, TestContext.Current.CancellationToken));
        Assert.Equal(length, output.Text.Length);
    }

    [Fact]
    public void Answered_afterTheEnd_isForNobody()
    {
        var writer = new FrameWriter(new ToldStream(), ColorDepth.Braille, GraphicsProtocol.None, new FakeTimeProvider(), asks: true, () => { });
        writer.Dispose();

        Assert.Null(Record.Exception(writer.Answered));
        Assert.Null(Record.Exception(writer.Dispose));
    }

    private static Frame Letter(char letter)
    {
        var cells = new CellGrid(1, 1);
        cells[0, 0] = new Cell(letter);
        return new Frame(cells, []);
    }

    /// <summary>A terminal that remembers what it was sent.</summary>
    private sealed class ToldStream : MemoryStream
    {
        private readonly SemaphoreSlim _came = new(0);

        public string Text
        {
            get
            {
                lock (this)
                {
                    return Encoding.UTF8.GetString(ToArray());
                }
            }
        }

        public override void Write(byte[] buffer, int offset, int count)
        {
            lock (this)
            {
                base.Write(buffer, offset, count);
            }

            _came.Release();
        }

        public override void Write(ReadOnlySpan<byte> buffer) => Write(buffer.ToArray(), 0, buffer.Length);

        public async Task<string> WaitAsync(string text)
        {
            while (!Text.Contains(text, StringComparison.Ordinal))
            {
                Assert.True(await _came.WaitAsync(Patience, TestContext.Current.CancellationToken), $"'{text}' never came: {Text}");
            }

            return Text;
        }
    }
}
